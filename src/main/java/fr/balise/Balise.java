package fr.balise;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.modulith.Modulithic;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The platform: rooms under {@code fr.balise}, drawn in docs/house.md. */
@SpringBootApplication
@EnableScheduling
@ConfigurationPropertiesScan
@Modulithic(systemName = "Balise", sharedModules = "kernel")
public class Balise {
    static void main(String... args) {
        SpringApplication.run(Balise.class, args);
    }
}
