package fr.balise.directory.fhir;

import ca.uhn.fhir.context.FhirContext;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Scans HAPI's models behind the start, so that the first caller does not wait for it. */
@Component
class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    private final ObjectProvider<FhirContext> context;

    WarmUp(ObjectProvider<FhirContext> context) {
        this.context = context;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        Thread.ofPlatform()
                .name("fhir-warm-up")
                .daemon()
                .priority(Thread.MIN_PRIORITY)
                .start(this::run);
    }

    private void run() {
        try {
            var fhir = context.getObject();
            var bundle = new Bundle();
            for (DomainResource one : new DomainResource[] {
                new Practitioner(), new PractitionerRole(), new Organization(), new OperationOutcome()
            }) bundle.addEntry().setResource(one);
            fhir.newJsonParser().encodeResourceToString(bundle);
        } catch (RuntimeException e) {
            LOG.warn("FHIR is not warmed up: {}", e.toString());
        }
    }
}
