package fr.balise.directory.fhir;

import java.util.List;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * One page of a search, read in one snapshot.
 *
 * @param resources matches and included ones, each marked as what it is
 * @param lastId behind which the next page begins; null when this is the last one
 * @param total number of all matches; null when it was not asked for
 */
record Page(
        List<Resource> resources,
        @Nullable Long lastId,
        @Nullable Integer total) {}
