package fr.balise.directory.fhir;

import org.hl7.fhir.r4.model.Practitioner;
import org.springframework.stereotype.Component;

/** The door of {@code Practitioner}. */
@Component
public class PractitionerDoor extends Door<Practitioner> {
    PractitionerDoor(Reading reading, Searching searching, Writing writing) {
        super(Kind.PRACTITIONER, Practitioner.class, reading, searching, writing);
    }
}
