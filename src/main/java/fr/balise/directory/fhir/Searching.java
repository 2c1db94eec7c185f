package fr.balise.directory.fhir;

import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IPagingProvider;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Searches, page by page. Nothing of a search is kept on the server: the link to the next page holds it, sealed. A walk through
 * the pages goes by id, so that what is there throughout appears exactly once, whatever is loaded meanwhile.
 */
@Component
class Searching implements IPagingProvider {
    /** So long a link to a next page is good. */
    private static final Duration GOOD = Duration.ofHours(24);

    private final Pages pages;
    private final LinkSeal seal;
    private final InstantSource clock;

    Searching(Pages pages, LinkSeal seal, InstantSource clock) {
        this.pages = pages;
        this.seal = seal;
        this.clock = clock;
    }

    IBundleProvider search(Kind kind, RequestDetails request) {
        var parameters = new LinkedHashMap<String, List<String>>();
        request.getParameters().forEach((name, values) -> parameters.put(name, List.of(values)));
        return page(UUID.randomUUID().toString(), Reader.read(kind, parameters), 0, Viewer.of(request));
    }

    private PageBundle page(String walk, Asked asked, long after, Viewer viewer) {
        var page = pages.page(asked, after, viewer);
        var now = clock.instant();
        var last = page.lastId();
        var next = last == null ? null : seal.seal(new NextLink(walk, asked.kind(), asked.given(), last, now));
        return new PageBundle(walk, page, next, Date.from(now));
    }

    @Override
    public IBundleProvider retrieveResultList(@Nullable RequestDetails request, String walk, String sealed) {
        if (request != null && request.getParameters().containsKey("_offset"))
            throw Bad.unsupported("Pages are followed by their links, not by an offset.");
        var link = seal.open(walk, sealed).filter(l -> good(l.madeAt())).orElseThrow(Searching::gone);
        return page(
                walk,
                Reader.read(link.kind(), link.given()),
                link.after(),
                request == null ? Viewer.PUBLIC : Viewer.of(request));
    }

    @Override
    public IBundleProvider retrieveResultList(@Nullable RequestDetails request, String walk) {
        throw gone();
    }

    private boolean good(Instant madeAt) {
        return clock.instant().isBefore(madeAt.plus(GOOD));
    }

    private static ResourceGoneException gone() {
        var why = "This link to a next page is not, or no longer, one of this server. Search again.";
        return Bad.refusal(new ResourceGoneException(why), IssueType.PROCESSING, why);
    }

    /** Never kept: pages name themselves. */
    @Override
    public String storeResultList(@Nullable RequestDetails request, IBundleProvider list) {
        return String.valueOf(list.getUuid());
    }

    @Override
    public int getDefaultPageSize() {
        return Reader.USUAL_COUNT;
    }

    @Override
    public int getMaximumPageSize() {
        return Reader.MOST;
    }
}
