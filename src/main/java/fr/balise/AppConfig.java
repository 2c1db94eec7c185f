package fr.balise;

import fr.balise.kernel.HomeZone;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AppConfig {
    @Bean
    HomeZone homeZone(@Value("${balise.mailbox.zone:Europe/Paris}") ZoneId zone) {
        return new HomeZone(zone);
    }

    /** The only clock. A demo instance puts a movable one in its place. */
    @Bean
    @ConditionalOnMissingBean
    InstantSource clock() {
        return Clock.systemUTC();
    }
}
