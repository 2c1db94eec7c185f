package fr.balise.identity.demo;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Profiles;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Beans that exist in demo instances, and where somebody said in so many words that everyone may log in as anyone. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(DemoLoginOnly.Wanted.class)
@interface DemoLoginOnly {

    class Wanted implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            var environment = context.getEnvironment();
            return environment.acceptsProfiles(Profiles.of("demo"))
                    || environment.getProperty("balise.identity.insecure-demo-login", Boolean.class, false);
        }
    }
}
