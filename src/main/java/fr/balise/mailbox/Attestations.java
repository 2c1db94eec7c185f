package fr.balise.mailbox;

import fr.balise.identity.Rights;
import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.kernel.Spoken;
import fr.balise.mailbox.RequestView.Letter;
import fr.balise.mailbox.lifecycle.Happened;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.mailbox.lifecycle.State;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * What is attested to the former holder once a mailbox is erased, signed with the installation's key: a text, always the same for one
 * mailbox, and the same text as a PDF with the signature below it. In French, like all letters.
 */
@Service
public class Attestations {
    private final Lifecycle lifecycle;
    private final Rights rights;
    private final AttestationKey key;
    private final LetterPdf pdf;
    private final AttestationSettings settings;
    private final JdbcClient jdbc;

    Attestations(
            Lifecycle lifecycle,
            Rights rights,
            AttestationKey key,
            LetterPdf pdf,
            AttestationSettings settings,
            JdbcClient jdbc) {
        this.lifecycle = lifecycle;
        this.rights = rights;
        this.key = key;
        this.pdf = pdf;
        this.settings = settings;
        this.jdbc = jdbc;
    }

    /**
     * @param text what is signed, in UTF-8 as it stands
     * @param signature Ed25519 over the text, in Base64
     */
    public record Attestation(String text, String signature, byte[] pdf) {}

    /** Empty unless the mailbox was this person's, is erased, and the mail servers have obeyed. */
    public Optional<Attestation> of(Subject subject, MailboxId id) {
        if (!subject.may(Right.DECIDE)) return Optional.empty();
        return lifecycle
                .find(id)
                .filter(mailbox -> owned(subject, mailbox.owner()))
                .filter(mailbox -> mailbox.state() instanceof State.Erased && obeyed(id))
                .map(this::attested);
    }

    /** With which anybody verifies: {@code openssl pkeyutl -verify -rawin}. PEM. */
    public String publicKey() {
        return key.publicPem();
    }

    private boolean owned(Subject subject, Owner owner) {
        return switch (owner) {
            case Owner.OfPerson(var person) -> person.equals(subject.person());
            case Owner.OfStructure(var structure) ->
                subject.isSelf() && rights.managedStructures().contains(structure);
        };
    }

    /** Called erased is not erased yet: the servers may have been down. */
    private boolean obeyed(MailboxId id) {
        return jdbc.sql("select in_line >= version from mailbox.hosted where id = :id")
                .param("id", id.value())
                .query(Boolean.class)
                .single();
    }

    private Attestation attested(Hosted mailbox) {
        var text = text(mailbox);
        var signature = key.sign(text.getBytes(StandardCharsets.UTF_8));
        var body = text.substring(text.indexOf("\n\n") + 2)
                + "\n\nSignature (Ed25519) du texte ci-dessus, fourni aussi en fichier :\n" + signature
                + "\nEmpreinte SHA-256 de la clé de l’installation :\n" + key.fingerprint();
        var subject = text.substring(0, text.indexOf('\n'));
        var letter = new Letter("", null, null, subject, body, null);
        return new Attestation(text, signature, pdf.of("Attestation n° " + mailbox.id(), letter));
    }

    private String text(Hosted mailbox) {
        var erased = mailbox.state().since();
        var request = last(mailbox, "request-deletion");
        var retrieved = last(mailbox, "retrieve");
        return """
                Attestation d’effacement de la boîte %s

                La boîte aux lettres %s, tenue par cette installation, a été effacée le %s.

                À la demande de %s, le %s.%s

                %sCe qui est effacé : tous les messages et dossiers, leurs pièces jointes et leurs index, les filtres et réponses automatiques, les mots de passe d’application. Un export préparé auparavant est effacé quelques jours après sa préparation.

                Ce qui est gardé : l’adresse, qui ne sera jamais attribuée à quelqu’un d’autre, et l’historique des actes de fermeture (qui, quoi, quand), sans aucun contenu de message.

                Les sauvegardes : celles faites avant l’effacement le contiennent encore jusqu’au %s au plus tard. Si l’une d’elles est rétablie sur cette installation, l’effacement est appliqué de nouveau à son démarrage, avant que la boîte puisse recevoir.

                Ce que cette attestation ne couvre pas : les messages envoyés, qui restent chez leurs destinataires ; les copies faites par le titulaire, par un logiciel métier ou par un autre opérateur ; les traces que la loi demande de garder.
                """.formatted(
                        mailbox.address(),
                        mailbox.address(),
                        minute(mailbox, erased),
                        request == null || request.by().isBlank() ? "l’installation" : request.by(),
                        request == null ? "–" : minute(mailbox, request.at()),
                        retrieved == null ? "" : " Contenu utile récupéré le " + minute(mailbox, retrieved.at()) + ".",
                        held(mailbox.id()),
                        Spoken.day(mailbox.day(erased.plus(settings.backupsKept())), Locale.FRANCE));
    }

    /** As it was counted just before; nothing for mailboxes that were erased before this was counted. */
    private String held(MailboxId id) {
        return jdbc.sql("select messages, octets from mailbox.erased_content where hosted = :id")
                .param("id", id.value())
                .query((row, _) -> {
                    var messages = row.getLong(1);
                    return String.format(
                            Locale.FRANCE,
                            "Au moment de l’effacement, la boîte contenait %,d %s (%,d octets).\n\n",
                            messages,
                            messages > 1 ? "messages" : "message",
                            row.getLong(2));
                })
                .optional()
                .orElse("");
    }

    private @Nullable Happened last(Hosted mailbox, String act) {
        return lifecycle.history(mailbox.id()).stream()
                .filter(happened -> happened.act().equals(act))
                .reduce((_, later) -> later)
                .orElse(null);
    }

    private static String minute(Hosted mailbox, Instant at) {
        var there = at.atZone(mailbox.zone());
        return "%s à %02d:%02d"
                .formatted(Spoken.day(there.toLocalDate(), Locale.FRANCE), there.getHour(), there.getMinute());
    }
}
