package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.Named;
import fr.balise.kernel.Sha256;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The automatic reply, and the copy, as a Sieve script of the system [RFC5228] [RFC5230] [RFC5260]. It is not the holder's script: run before
 * that one ({@code sieve_before}), it leaves the message where the holder's filters find it, and its reply is the one that leaves.
 *
 * <p>Headers for software stand at the head of the reply: vacation cannot add any, but what a {@code :mime} reply begins with becomes the head of the
 * message in Pigeonhole. The reply goes to the envelope's sender [RFC3834 4].
 */
@Component
public class ReplyScript {
    /** The same for all: a subject of the sender's, or of the holder's, could name a patient. Short and ASCII, so that no server folds it. */
    public static final String SUBJECT = "Nouvelle adresse / New address (automatic reply)";

    /** Of a mailbox that is read as before, and is not the preferred one. */
    static final String POINTER_SUBJECT = "Adresse pour la suite / Preferred address (automatic reply)";

    public static final String PATIENTS = "patient.mssante.fr";

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    /** Whoever sent one of these is a list, or a machine that wants no answer [RFC3834 2]. */
    private static final List<String> LISTS = List.of(
            "list-archive",
            "list-help",
            "list-id",
            "list-owner",
            "list-post",
            "list-subscribe",
            "list-unsubscribe",
            "mailing-list",
            "feedback-id",
            "x-loop");

    private static final List<String> RECEIPTS =
            List.of("multipart/report", "message/disposition-notification", "message/delivery-status");

    static final List<String> MACHINES = List.of(
            "mailer-daemon",
            "postmaster",
            "abuse",
            "listserv",
            "majordomo",
            "owner-*",
            "*-owner",
            "*-request",
            "*-bounces",
            "bounce*",
            "noreply",
            "no-reply",
            "ne-pas-repondre",
            "nepasrepondre");

    private final ReplyText text;

    ReplyScript(ReplyText text) {
        this.text = text;
    }

    /** What its Sieve must know for a reply; {@code copy} for a copy beside. */
    public static final List<String> NEEDED = List.of("date", "envelope", "relational", "vacation");

    /** The first line of each script of ours at another operator: what does not begin so is not ours. */
    public static final String OURS = "# Balise: automatic reply.";

    /** The mailbox that answers. @param name of it, for the server's memory of who was told */
    private record Answering(String name, MailAddress address, ZoneId zone) {}

    /** Empty when nothing is answered: the mailbox is not depublished, or its holder wants no reply. */
    public Optional<String> of(Hosted mailbox) {
        return of(mailbox, null);
    }

    /**
     * @param pointer what it says while it is active, to whom writes to it and not to the preferred one; null for nothing. Nobody
     *     answers in the name of somebody whose access is suspended
     */
    Optional<String> of(Hosted mailbox, @Nullable AutoReply pointer) {
        return switch (mailbox.state()) {
            case State.Depublished(var _, var _, var reply) ->
                Optional.ofNullable(reply).map(one -> script(mailbox, one));
            case State.Active _ ->
                Optional.ofNullable(pointer)
                        .filter(_ -> mailbox.suspension() == null)
                        .map(one -> script(mailbox, one));
            case State.RetrievalOnly _, State.Erased _ -> Optional.empty();
        };
    }

    private String script(Hosted mailbox, AutoReply reply) {
        return script(
                "# Balise: automatic reply of mailbox " + mailbox.id() + ". Written anew at each change.",
                Stream.concat(Stream.of("copy"), NEEDED.stream()).toList(),
                new Answering(mailbox.id().toString(), mailbox.address(), mailbox.zone()),
                reply);
    }

    /**
     * The same at another operator, as a script of the holder's own: there is no other place for it there. One that was active before goes on
     * to run after it [RFC6609 3.2], and a server that has lost that one runs this one all the same.
     *
     * @param name what tells the mailbox from others there, in ASCII
     * @param before the script that was active; null for none
     */
    public String elsewhere(String name, MailAddress address, ZoneId zone, AutoReply reply, @Nullable String before) {
        var needed = new ArrayList<>(NEEDED);
        if (reply.fate() == AutoReply.Fate.COPIED) needed.addFirst("copy");
        if (before != null) needed.add("include");
        var script = script(
                OURS + " Removed by Balise when its holder takes it off.",
                needed,
                new Answering(name, address, zone),
                reply);
        return before == null ? script : script + "include :personal :optional " + Sieve.quoted(before) + ";\r\n";
    }

    private String script(String title, List<String> needed, Answering mailbox, AutoReply reply) {
        return lines(
                title,
                "require " + list(needed) + ";",
                "if allof(" + window(mailbox, reply) + ") {",
                copy(reply),
                "  if not anyof(" + nobody(reply) + ") {",
                "    vacation :days " + reply.everyDays() + " :handle " + Sieve.quoted(handle(mailbox, reply))
                        + " :subject "
                        + Sieve.quoted(reply.fate() == AutoReply.Fate.DELIVERED ? POINTER_SUBJECT : SUBJECT),
                "      :from " + Sieve.quoted(mailbox.address().toString()) + " :mime "
                        + Sieve.quoted(mime(mailbox.address(), reply)) + ";",
                "  }",
                "}");
    }

    private static String lines(String... lines) {
        return Arrays.stream(lines).filter(line -> !line.isEmpty()).collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    private static String copy(AutoReply reply) {
        return reply.fate() == AutoReply.Fate.COPIED
                ? "  redirect :copy " + Sieve.quoted(reply.newAddress().toString()) + ";"
                : "";
    }

    /** By day where the mailbox is used, compared in UTC: a prefix of what the server writes compares as the whole would. */
    private static String window(Answering mailbox, AutoReply reply) {
        var from = now("ge", midnight(reply.from(), mailbox));
        var until = reply.until();
        return until == null ? from : from + ",\r\n    " + now("lt", midnight(until.plusDays(1), mailbox));
    }

    private static Instant midnight(LocalDate day, Answering mailbox) {
        return day.atStartOfDay(mailbox.zone()).toInstant();
    }

    private static String now(String relation, Instant moment) {
        return "currentdate :zone \"+0000\" :value \"" + relation + "\" \"iso8601\" "
                + Sieve.quoted(MOMENT.format(moment.atOffset(ZoneOffset.UTC)));
    }

    /** Whoever is not answered: nobody at all, lists, machines, receipts, the new mailbox itself, patients unless chosen. */
    private static String nobody(AutoReply reply) {
        var tests = new ArrayList<>(List.of(
                "envelope :is \"from\" \"\"",
                any("exists", LISTS),
                "allof(exists \"auto-submitted\", not header :matches \"auto-submitted\" [\"no\", \"no;*\", \"no *\"])",
                "header :is \"precedence\" [\"bulk\", \"junk\", \"list\"]",
                "header :contains \"x-auto-response-suppress\" [\"all\", \"oof\", \"autoreply\"]",
                "header :contains \"content-type\" " + list(RECEIPTS),
                "envelope :localpart :matches \"from\" " + list(MACHINES),
                "envelope :is \"from\" " + Sieve.quoted(reply.newAddress().toString())));
        if (!reply.patients()) {
            tests.add("envelope :domain :is \"from\" " + Sieve.quoted(PATIENTS));
            tests.add("address :domain :is [\"from\", \"sender\", \"reply-to\"] " + Sieve.quoted(PATIENTS));
        }
        return String.join(",\r\n      ", tests);
    }

    /** {@code exists} of a list asks for all of them; any of them is meant. */
    private static String any(String test, List<String> values) {
        return values.stream()
                .map(value -> test + " " + Sieve.quoted(value))
                .collect(Collectors.joining(",\r\n      "));
    }

    private static String list(List<String> values) {
        return values.stream().map(Sieve::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    /** Once per sender and new address: who was told one address is told when it changes, and not when a word of the text does. */
    private static String handle(Answering mailbox, AutoReply reply) {
        // What a sender was told by a mailbox that is read does not spare it the word of one that is not read any more.
        var kind = reply.fate() == AutoReply.Fate.DELIVERED ? "pointer-" : "";
        return "balise-" + kind + mailbox.name() + "-"
                + digest(reply.newAddress().key());
    }

    private static String digest(String key) {
        return HexFormat.of().formatHex(Sha256.of(key), 0, 4);
    }

    /** What software reads in whatever tells another address: an address book can follow without a person. */
    public static Map<String, String> headers(MailAddress old, MailAddress current) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Balise-Old-Address", "<" + old + ">");
        headers.put("Balise-New-Address", "<" + current + ">");
        return headers;
    }

    private String mime(MailAddress from, AutoReply reply) {
        var head = new ArrayList<>(List.of(
                "Content-Type: text/plain; charset=utf-8",
                "Content-Transfer-Encoding: quoted-printable",
                "Content-Language: fr, en",
                "Reply-To: <" + reply.newAddress() + ">"));
        headers(from, reply.newAddress()).forEach((name, value) -> head.add(name + ": " + value));
        head.add("Balise-Message-Fate: " + Named.word(reply.fate()));
        return lines(head.toArray(String[]::new)) + "\r\n" + Sieve.quotedPrintable(text.body(from, reply));
    }
}
