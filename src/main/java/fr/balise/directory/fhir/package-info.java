/**
 * The FHIR R4 read API under {@code /fhir}, compatible with version 2 of the national directory's API: Practitioner (a person),
 * PractitionerRole (a practice situation) and Organization (a structure), searched in PostgreSQL and written by HAPI. A search
 * becomes one SQL condition ({@link fr.balise.directory.fhir.Clause}); a page is read in one snapshot of the database; the next
 * page goes on behind the last id, so that a load between two pages neither repeats nor skips what stays. Only what is public
 * now is ever answered.
 */
@NullMarked
package fr.balise.directory.fhir;

import org.jspecify.annotations.NullMarked;
