package fr.balise.directory.courier;

import ca.uhn.fhir.context.FhirContext;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The settings choose at most one way. */
@Configuration(proxyBeanMethods = false)
class PublisherWays {
    private static final String WAY = "balise.directory.publisher.way";

    @Bean
    @Lazy // the FHIR library is read when something is to be written, not at the start
    @ConditionalOnProperty(name = WAY, havingValue = "fhir")
    NationalDirectory fhirDirectory(PublisherSettings settings, FhirContext fhir, InstantSource clock) {
        return new FhirDirectory(settings, fhir, clock);
    }

    @Bean
    @ConditionalOnProperty(name = WAY, havingValue = "file")
    NationalDirectory fileDirectory(PublisherSettings settings, InstantSource clock) {
        return new FileDirectory(settings, clock);
    }
}
