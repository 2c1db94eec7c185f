package fr.balise.gateway;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the policy service.
 *
 * @param policyPort loopback port at which Postfix asks about each message that is sent
 */
@ConfigurationProperties("balise.gateway")
record GatewaySettings(@DefaultValue("2599") int policyPort) {}
