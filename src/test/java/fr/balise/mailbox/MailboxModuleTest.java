package fr.balise.mailbox;

import fr.balise.testing.FreshDatabase;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** The whole application on real PostgreSQL, with a small directory and a clock that the test moves. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(properties = "balise.mailbox.own-domains=balise-essai.mssante.fr")
@ContextConfiguration(initializers = FreshDatabase.class)
@Import(Scene.class)
public @interface MailboxModuleTest {}
