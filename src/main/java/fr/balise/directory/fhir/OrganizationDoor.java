package fr.balise.directory.fhir;

import org.hl7.fhir.r4.model.Organization;
import org.springframework.stereotype.Component;

/** The door of {@code Organization}. */
@Component
public class OrganizationDoor extends Door<Organization> {
    OrganizationDoor(Reading reading, Searching searching, Writing writing) {
        super(Kind.ORGANIZATION, Organization.class, reading, searching, writing);
    }
}
