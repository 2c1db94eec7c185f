package fr.balise.mailbox.lifecycle;

import java.time.Period;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a mailbox that nobody uses is spoken of. Nothing here closes or deletes: the end of it is a proposal to a person.
 *
 * @param silence without any authentication (IMAP, sending, web) for so long, a mailbox counts as unused
 * @param notice time between the notice and the proposal, in which the holder may oppose
 * @param opposition how long an opposition holds
 * @param reference where the delays come from, as the screen shows it; never "the law requires"
 */
@ConfigurationProperties("balise.mailbox.inactivity")
public record InactivityPolicy(
        @DefaultValue("1y") Period silence,
        @DefaultValue("60d") Period notice,
        @DefaultValue("1y") Period opposition,

        @DefaultValue("CNIL, délibération 2014-239 (AU-037) : valeur de référence, à valider par votre DPO")
        String reference) {}
