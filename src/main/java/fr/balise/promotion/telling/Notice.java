package fr.balise.promotion.telling;

import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.Wording;
import fr.balise.mailbox.Words;
import fr.balise.mailbox.lifecycle.ReplyScript;
import fr.balise.promotion.Signpost;
import fr.balise.promotion.telling.Announcement.Source;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a correspondent reads: in French, then in English, whatever the language of whoever sends it. It names what is public, and no patient. */
record Notice(String subject, String body) {

    static Notice of(Wording wording, Signpost there, Source source, String noted) {
        return new Notice(
                wording.of(Words.of("promotion.tell.mail.subject"), Locale.FRANCE),
                part(wording, there, source, noted, Locale.FRANCE) + "\n\n-- \n\n"
                        + part(wording, there, source, noted, Locale.UK) + "\n");
    }

    private static String part(Wording wording, Signpost there, Source source, String noted, Locale language) {
        var place = place(there);
        var text = new StringBuilder(wording.of(
                Words.of(
                        place.isEmpty() ? "promotion.tell.mail.body" : "promotion.tell.mail.body.place",
                        there.person().titledName(),
                        there.address().toString(),
                        place),
                language));
        there.exceptions()
                .forEach((kind, address) -> text.append('\n')
                        .append(wording.of(
                                Words.of(
                                        "promotion.tell.mail.exception",
                                        wording.of(Words.of("promotion.document." + kind.word()), language),
                                        address.toString()),
                                language)));
        return text.append("\n\n")
                .append(wording.of(Words.of("promotion.tell.mail.noted", noted), language))
                .append("\n\n")
                .append(wording.of(Words.of("promotion.tell.mail.why." + source.word()), language))
                .toString();
    }

    /** Empty for all places. */
    static String place(Signpost there) {
        var situation = there.situation();
        return Optional.ofNullable(situation == null ? null : situation.structure())
                .map(structure -> structure.shownName())
                .orElse("");
    }

    /**
     * For software: which address to put in place of which, for whom and where.
     *
     * @param old the mailbox that the correspondent wrote to; null from an address book
     */
    static Map<String, String> headers(Signpost there, @Nullable MailAddress old) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Balise-Notice", "preferred-address");
        if (old != null) headers.putAll(ReplyScript.headers(old, there.address()));
        else headers.put("Balise-New-Address", "<" + there.address() + ">");
        headers.put("Balise-Holder", there.person().nationalId().value());
        var situation = there.situation();
        var structure = situation == null ? null : situation.structure();
        if (structure != null) headers.put("Balise-Structure", structure.nationalId());
        return headers;
    }
}
