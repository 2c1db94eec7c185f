package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.Named;
import fr.balise.mailbox.Wording;
import fr.balise.mailbox.Words;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a sender reads: what became of the message, then the holder's own words, in French and then in English. Quotes nothing. */
@Component
public class ReplyText {
    private final Wording wording;

    ReplyText(Wording wording) {
        this.wording = wording;
    }

    /** The holder's own words, to start from. @param place where the new mailbox is used; null where that is not known */
    public String proposed(String holder, MailAddress newAddress, @Nullable String place, Locale language) {
        var words = place == null
                ? Words.of("mailbox.life.reply.proposed", holder, newAddress.toString())
                : Words.of("mailbox.life.reply.proposed.place", holder, newAddress.toString(), place);
        return wording.of(words, language);
    }

    /** The whole text, as it leaves. */
    public String body(MailAddress from, AutoReply reply) {
        return french(from, reply) + "\n-- \n\n" + english(from, reply);
    }

    /** The French part, which comes first. */
    public String french(MailAddress from, AutoReply reply) {
        return part(from, reply, reply.french(), Locale.FRANCE);
    }

    public String english(MailAddress from, AutoReply reply) {
        return part(from, reply, reply.english(), Locale.UK);
    }

    /** What became of the message: no holder can leave it out, none can write something else. */
    public String fate(AutoReply reply, Locale language) {
        return wording.of(
                Words.of(
                        "mailbox.life.reply.fate." + Named.word(reply.fate()),
                        reply.newAddress().toString()),
                language);
    }

    private String part(MailAddress from, AutoReply reply, String own, Locale language) {
        return String.join(
                        "\n\n",
                        wording.of(Words.of("mailbox.life.reply.hello"), language),
                        fate(reply, language),
                        own,
                        wording.of(
                                Words.of(
                                        reply.fate() == AutoReply.Fate.DELIVERED
                                                ? "mailbox.life.reply.addresses.delivered"
                                                : "mailbox.life.reply.addresses",
                                        from.toString(),
                                        reply.newAddress().toString()),
                                language))
                + "\n";
    }
}
