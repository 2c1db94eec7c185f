package fr.balise.directory.fhir;

import ca.uhn.fhir.context.FhirContext;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

@Configuration(proxyBeanMethods = false)
class FhirConfig {

    /** Made on first use: it takes half a second that the start does not wait for. */
    @Bean
    @Lazy
    FhirContext fhirContext() {
        return new LeanContext();
    }

    @Bean
    ServletRegistrationBean<FhirServer> fhirServlet(FhirServer server) {
        return new ServletRegistrationBean<>(server, "/fhir/*");
    }
}
