package fr.balise.directory.fhir;

import fr.balise.testing.FreshDatabase;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** The running server on a fresh database, with the invented directory and one key. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"balise.directory.search.compare=1h", "balise.directory.fhir.burst=1000000"})
@ContextConfiguration(initializers = FreshDatabase.class)
@Import({FhirFixture.class, OneKey.class})
public @interface ServedTest {}
