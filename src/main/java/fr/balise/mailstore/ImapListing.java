package fr.balise.mailstore;

import jakarta.mail.Flags;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MailDateFormat;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParameterList;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.imap.protocol.BODY;
import org.eclipse.angus.mail.imap.protocol.BODYSTRUCTURE;
import org.eclipse.angus.mail.imap.protocol.FLAGS;
import org.eclipse.angus.mail.imap.protocol.FetchResponse;
import org.eclipse.angus.mail.imap.protocol.INTERNALDATE;
import org.eclipse.angus.mail.imap.protocol.RFC822SIZE;
import org.eclipse.angus.mail.imap.protocol.UID;
import org.jspecify.annotations.Nullable;

/** From an answer to FETCH [RFC9051 7.5.2], as the library parsed it, to a message of ours. */
final class ImapListing {
    /** Cached by Dovecot when a message arrives: see {@code mail_always_cache_fields}. */
    private static final String HEAD =
            "BODY.PEEK[HEADER.FIELDS (From Subject Date Message-ID " + String.join(" ", MessageHead.FIELDS) + ")]";

    static final String WITHOUT_STRUCTURE = "(UID FLAGS INTERNALDATE RFC822.SIZE " + HEAD + ")";
    static final String WHOLE = "(UID FLAGS INTERNALDATE RFC822.SIZE BODYSTRUCTURE " + HEAD + ")";

    static final String ENVELOPE = "(UID FLAGS INTERNALDATE RFC822.SIZE)";

    private static final List<String> OTHERS = MessageHead.FIELDS.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .toList();

    private static final Pattern FOLD = Pattern.compile("\\r?\\n[ \\t]+");

    private static final MailDateFormat DATES = new MailDateFormat();

    /** Messages in messages in messages: far more than people forward. */
    private static final int DEEPEST = 30;

    private static final Map<Flags.Flag, String> SYSTEM = Map.of(
            Flags.Flag.SEEN, "\\Seen",
            Flags.Flag.ANSWERED, "\\Answered",
            Flags.Flag.FLAGGED, "\\Flagged",
            Flags.Flag.DELETED, "\\Deleted",
            Flags.Flag.DRAFT, "\\Draft");

    private ImapListing() {}

    /** Null for an answer that is not about a listed message: servers tell changed flags whenever they like. */
    static @Nullable StoredMessage read(long uidValidity, FetchResponse answer) {
        var uid = answer.getItem(UID.class);
        var size = answer.getItem(RFC822SIZE.class);
        var date = answer.getItem(INTERNALDATE.class);
        var head = answer.getItem(BODY.class);
        if (uid == null || size == null || date == null || date.getDate() == null || head == null) return null;
        var structure = answer.getItem(BODYSTRUCTURE.class);
        return new StoredMessage(
                uidValidity,
                uid.uid,
                size.size,
                flags(answer.getItem(FLAGS.class)),
                date.getDate().toInstant(),
                head(head.getByteArrayInputStream()),
                structure != null,
                structure == null ? "" : type(structure),
                structure == null ? List.of() : parts(structure));
    }

    static Set<String> flags(FetchResponse answer) {
        return Set.copyOf(flags(answer.getItem(FLAGS.class)));
    }

    /** Null as above. A server that tells no date [RFC9051 2.3.3] is not waited for: 1970. */
    static OpenMailbox.@Nullable Envelope envelope(FetchResponse answer) {
        var uid = answer.getItem(UID.class);
        var size = answer.getItem(RFC822SIZE.class);
        if (uid == null || size == null) return null;
        var date = answer.getItem(INTERNALDATE.class);
        return new OpenMailbox.Envelope(
                uid.uid,
                size.size,
                flags(answer.getItem(FLAGS.class)),
                date == null || date.getDate() == null
                        ? Instant.EPOCH
                        : date.getDate().toInstant());
    }

    private static Set<String> flags(@Nullable Flags told) {
        var flags = new HashSet<String>();
        if (told == null) return flags;
        for (var flag : told.getSystemFlags()) if (SYSTEM.containsKey(flag)) flags.add(SYSTEM.get(flag));
        flags.addAll(List.of(told.getUserFlags()));
        return flags;
    }

    static MessageHead head(@Nullable InputStream octets) {
        try {
            var fields = fields(octets);
            var others = new HashMap<String, String>();
            for (var name : OTHERS) {
                var value = field(fields, name);
                if (value != null) others.put(name, value);
            }
            return new MessageHead(
                    address(field(fields, "from")),
                    decoded(field(fields, "subject")),
                    date(field(fields, "date")),
                    field(fields, "message-id"),
                    others);
        } catch (IOException broken) {
            return new MessageHead(null, null, null, null, Map.of());
        }
    }

    private static Map<String, String> fields(@Nullable InputStream octets) throws IOException {
        return octets == null
                ? Map.of()
                : HeadFields.of(new String(octets.readAllBytes(), StandardCharsets.ISO_8859_1));
    }

    private static @Nullable String field(Map<String, String> fields, String name) {
        var value = fields.get(name);
        if (value == null) return null;
        var bare = value.strip();
        return bare.indexOf('\n') < 0 ? bare : FOLD.matcher(bare).replaceAll(" ");
    }

    private static @Nullable String address(@Nullable String field) {
        if (field == null) return null;
        try {
            var read = InternetAddress.parseHeader(field, false);
            return read.length == 0 ? null : read[0].getAddress();
        } catch (AddressException broken) {
            return null;
        }
    }

    private static @Nullable Instant date(@Nullable String field) {
        if (field == null) return null;
        try {
            synchronized (DATES) {
                return DATES.parse(field).toInstant();
            }
        } catch (ParseException broken) {
            return null;
        }
    }

    /** What cannot be decoded stays as it came. */
    static @Nullable String decoded(@Nullable String text) {
        if (text == null) return null;
        try {
            return MimeUtility.decodeText(text);
        } catch (UnsupportedEncodingException unknown) {
            return text;
        }
    }

    private static String type(BODYSTRUCTURE structure) {
        var type = plain(structure);
        var report = structure.cParams == null ? null : structure.cParams.get("report-type");
        return report == null ? type : type + ";" + report.toLowerCase(Locale.ROOT);
    }

    private static String plain(BODYSTRUCTURE structure) {
        return (structure.type + "/" + structure.subtype).toLowerCase(Locale.ROOT);
    }

    private static List<MessagePart> parts(BODYSTRUCTURE structure) {
        var leaves = new ArrayList<MessagePart>();
        collect(structure, leaves, 0);
        return leaves;
    }

    private static void collect(BODYSTRUCTURE structure, List<MessagePart> leaves, int depth) {
        if (!structure.isMulti()) leaves.add(leaf(structure));
        if (structure.bodies == null || depth == DEEPEST) return;
        for (var below : structure.bodies) if (below != null) collect(below, leaves, depth + 1);
    }

    private static MessagePart leaf(BODYSTRUCTURE structure) {
        var name = value(structure.dParams, "filename");
        return new MessagePart(
                plain(structure),
                decoded(name == null ? value(structure.cParams, "name") : name),
                "attachment".equalsIgnoreCase(structure.disposition),
                Math.max(structure.size, 0));
    }

    private static @Nullable String value(@Nullable ParameterList parameters, String name) {
        return parameters == null ? null : parameters.get(name);
    }
}
