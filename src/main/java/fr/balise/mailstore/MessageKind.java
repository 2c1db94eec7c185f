package fr.balise.mailstore;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a message is, as far as its head and structure tell: never from its text. When in doubt it holds a document, since a document that
 * is taken for less may be lost.
 */
public enum MessageKind {
    /** A record software could not file what was sent to it: somebody has to act. */
    INTEGRATION_FAILURE(true),
    /** A message was not delivered. */
    NON_DELIVERY(false),
    /** Documents in the exchange format of the national health record: {@code IHE_XDM.zip}. */
    XDM(true),
    /** A structured document by itself. */
    CDA(true),
    /** A laboratory's result in the formats that came before XDM: "hnet", HPRIM. */
    LABORATORY(true),
    PDF(true),
    /** Nothing but pictures: scans, photographs. */
    IMAGE(true),
    /** Any other attachment. */
    ATTACHMENT(true),
    /** The server cannot tell what is in it. */
    ILLEGIBLE(true),
    /** Somebody's program says that a message was shown or processed. */
    RECEIPT(false),
    /** From a patient, without attachment. */
    PATIENT(false),
    /** An automatic reply. */
    AUTOMATIC(false),
    /** Written to many, as operators do, without attachment. */
    NEWSLETTER(false),
    LETTER(false);

    private static final Pattern XDM_NAME = Pattern.compile("ihe_?xdm.*\\.zip|xdm.*\\.zip");
    private static final Pattern XDM_SUBJECT = Pattern.compile("(\\[[^]]*] *)*xdm/1\\.\\d/ddm.*", Pattern.DOTALL);
    private static final Pattern KO = Pattern.compile("ko integration");
    private static final Pattern LABORATORY_WORD = Pattern.compile("(?<![a-z])(hnet|h[.]net|hprim)(?![a-z])");
    private static final Pattern LABORATORY_NAME = Pattern.compile(".*\\.(hpr|hpm|hprim|hnet)");
    private static final Pattern MARK = Pattern.compile("\\p{M}+");

    /** Attached by programs for programs, or cards and appointments: no documents. */
    private static final Set<String> NO_DOCUMENT = Set.of(
            "application/pkcs7-signature",
            "application/x-pkcs7-signature",
            "application/pgp-signature",
            "application/ics",
            "text/calendar",
            "text/vcard",
            "text/x-vcard",
            "text/rfc822-headers",
            "message/rfc822",
            "message/disposition-notification",
            "message/delivery-status");

    private static final String PATIENTS = "@patient.mssante.fr";

    private final boolean document;

    MessageKind(boolean document) {
        this.document = document;
    }

    /** Whether it holds, or may hold, a document that belongs into a patient's record. */
    public boolean isDocument() {
        return document;
    }

    public static MessageKind of(StoredMessage message) {
        var subject = plain(message.head().subject());
        if (KO.matcher(subject).find()) return INTEGRATION_FAILURE;
        if (message.type().equals("multipart/report;delivery-status")) return NON_DELIVERY;
        if (!message.legible()) return ILLEGIBLE;
        // Before receipts: a report may carry the documents that it speaks of.
        if (is(message, MessageKind::isXdm) || XDM_SUBJECT.matcher(subject).matches() && hasAttachment(message))
            return XDM;
        if (is(message, MessageKind::isLaboratory)
                || LABORATORY_WORD.matcher(subject).find() && hasAttachment(message)) return LABORATORY;
        if (is(message, MessageKind::isCda)) return CDA;
        if (is(message, MessageKind::isPdf)) return PDF;
        if (hasAttachment(message)) return isOnlyPictures(message) ? IMAGE : ATTACHMENT;
        if (message.type().equals("multipart/report;disposition-notification")) return RECEIPT;
        var from = message.head().from();
        if (from != null && from.toLowerCase(Locale.ROOT).endsWith(PATIENTS)) return PATIENT;
        if (isReply(message)) return AUTOMATIC;
        return isToMany(message) ? NEWSLETTER : LETTER;
    }

    /**
     * Whether its sender is a correspondent, who would go on writing to this mailbox: not what answers by itself, reports, or writes
     * to a list. Software that sends documents of its own accord is one.
     */
    public static boolean isFromCorrespondent(StoredMessage message) {
        return message.head().from() != null
                && !message.type().startsWith("multipart/report")
                && !isReply(message)
                && !isList(message)
                // A message without a way back is a report of some kind [RFC5321 4.5.5].
                && !message.head().other("Return-Path").filter("<>"::equals).isPresent();
    }

    /** [RFC3834 5.1] */
    private static boolean isReply(StoredMessage message) {
        return message.head()
                .other("Auto-Submitted")
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith("auto-replied"))
                .isPresent();
    }

    private static boolean isList(StoredMessage message) {
        return message.head().other("List-Id").isPresent()
                || message.head()
                        .other("Precedence")
                        .filter(value -> value.toLowerCase(Locale.ROOT).matches("list|bulk|junk"))
                        .isPresent();
    }

    /** A list among colleagues has an identity too: only what offers to be unsubscribed from, or calls itself bulk [RFC2369 3.2]. */
    private static boolean isToMany(StoredMessage message) {
        return message.head().other("List-Unsubscribe").isPresent()
                || message.head()
                        .other("Precedence")
                        .filter(value -> value.equalsIgnoreCase("bulk"))
                        .isPresent();
    }

    private interface Rule {
        boolean holds(MessagePart part);
    }

    private static boolean is(StoredMessage message, Rule rule) {
        return message.parts().stream().anyMatch(rule::holds);
    }

    private static boolean isXdm(MessagePart part) {
        return XDM_NAME.matcher(plain(part.name())).matches();
    }

    private static boolean isLaboratory(MessagePart part) {
        var name = plain(part.name());
        return LABORATORY_NAME.matcher(name).matches()
                || LABORATORY_WORD.matcher(name).find()
                || LABORATORY_WORD.matcher(part.type()).find();
    }

    private static boolean isCda(MessagePart part) {
        var named = plain(part.name());
        var xml = part.type().equals("application/xml")
                || part.type().equals("text/xml")
                || part.type().equals("application/hl7-sda+xml")
                || part.type().equals("application/hl7-cda+xml");
        return named.endsWith(".xml") || xml;
    }

    private static boolean isPdf(MessagePart part) {
        return part.type().equals("application/pdf") || plain(part.name()).endsWith(".pdf");
    }

    /** Pictures in the text, as logos are, are none. */
    private static boolean hasAttachment(StoredMessage message) {
        return is(message, part -> !NO_DOCUMENT.contains(part.type()) && (part.attached() || isBinary(part)));
    }

    private static boolean isOnlyPictures(StoredMessage message) {
        return message.parts().stream()
                .filter(part -> !NO_DOCUMENT.contains(part.type()) && (part.attached() || isBinary(part)))
                .allMatch(part -> part.type().startsWith("image/"));
    }

    private static boolean isBinary(MessagePart part) {
        return part.type().startsWith("application/")
                || part.name() != null
                        && !part.type().startsWith("image/")
                        && !part.type().startsWith("text/");
    }

    /** In lower case, without accents: software writes both. */
    private static String plain(@org.jspecify.annotations.Nullable String text) {
        if (text == null) return "";
        return MARK.matcher(Normalizer.normalize(text, Normalizer.Form.NFD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .strip();
    }
}
