package fr.balise.gateway;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the doors at which Postfix asks.
 *
 * @param policyPort loopback port at which Postfix asks about each message that is sent
 * @param headsPort loopback port at which it shows the heads of messages that people send without a sender
 */
@ConfigurationProperties("balise.gateway")
record GatewaySettings(
        @DefaultValue("2599") int policyPort,
        @DefaultValue("12431") int headsPort) {}
