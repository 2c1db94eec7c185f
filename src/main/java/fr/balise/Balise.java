package fr.balise;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.modulith.Modulithic;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The platform: rooms under {@code fr.balise}, drawn in docs/house.md. */
// Rooms may use the same class name: each bean is named by its whole class name.
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@EnableScheduling
@ConfigurationPropertiesScan
@Modulithic(systemName = "Balise", sharedModules = "kernel")
public class Balise {
    static {
        // Unless told, the mail library looks for its parts on the class path anew for every head and body that it
        // reads.
        System.setProperty("jakarta.mail.util.StreamProvider", "org.eclipse.angus.mail.util.MailStreamProvider");
    }

    static void main(String... args) {
        SpringApplication.run(Balise.class, args);
    }
}
