package fr.balise.portal.web;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the portal.
 *
 * @param hosts further names under which browsers may reach it, without port; the names of {@code base-url} and of this machine itself
 *     are known anyway; {@code *} for every name, as in demo instances
 */
@ConfigurationProperties("balise.portal")
record PortalSettings(@DefaultValue List<String> hosts) {
    PortalSettings {
        hosts = List.copyOf(hosts);
    }
}
