package fr.balise.directory.fhir;

import org.hl7.fhir.r4.model.PractitionerRole;
import org.springframework.stereotype.Component;

/** The door of {@code PractitionerRole}. */
@Component
public class PractitionerRoleDoor extends Door<PractitionerRole> {
    PractitionerRoleDoor(Reading reading, Searching searching, Writing writing) {
        super(Kind.ROLE, PractitionerRole.class, reading, searching, writing);
    }
}
