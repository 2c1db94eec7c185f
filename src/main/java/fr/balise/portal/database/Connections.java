package fr.balise.portal.database;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one pool of the application, with the settings {@code spring.datasource} as Spring Boot reads them. */
@Configuration(proxyBeanMethods = false)
class Connections {
    @Bean
    @ConfigurationProperties("spring.datasource.hikari")
    PatientPool dataSource(DataSourceProperties properties) {
        return properties.initializeDataSourceBuilder().type(PatientPool.class).build();
    }
}
