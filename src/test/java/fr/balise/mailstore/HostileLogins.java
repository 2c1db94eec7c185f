package fr.balise.mailstore;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * What somebody with a valid password of their own might say at the IMAP door to get in elsewhere, to be logged as somebody else, or to
 * bring the server down: by class, as many as are asked for. Each is whole: the server has what it needs to answer.
 */
final class HostileLogins {
    /** Stands in every name: nothing that is logged may hold it. */
    static final String MARK = "zqx9";

    static final String TAG = "a1";

    private final String own;
    private final String secret;
    private final String other;

    /** @param secret opens {@code own}, and {@code other} never */
    HostileLogins(String own, String secret, String other) {
        this.own = own;
        this.secret = secret;
        this.other = other;
    }

    /** Name of the class to the octets of its commands, without the last line end. */
    Map<String, Function<Random, byte[]>> classes() {
        var all = new LinkedHashMap<String, Function<Random, byte[]>>();
        names(all);
        syntax(all);
        sasl(all);
        return all;
    }

    /** Legal commands with names that mean something somewhere behind. */
    private void names(Map<String, Function<Random, byte[]>> all) {
        all.put(
                "SQL",
                r -> quoted(pick(
                        r,
                        word(r) + "' or '1'='1",
                        "x'; drop table mailstore.account; --" + word(r),
                        "' union select 1--")));
        all.put("Lua", r -> quoted(pick(r, word(r) + "]] os.execute([[id]])", "\\\"..os.exit()..\\\"" + word(r))));
        all.put("LDAP", r -> quoted(pick(r, "*)(uid=*))(|(uid=" + word(r), word(r) + ")(&", "\\\\2a" + word(r))));
        all.put("shell", r -> quoted(pick(r, "$(reboot)" + word(r), "`id`" + word(r), word(r) + ";id|id&")));
        all.put("path", r -> quoted("../".repeat(1 + r.nextInt(9)) + pick(r, "etc/passwd", other, "mail/1") + word(r)));
        all.put("path in a name", r -> quoted(word(r) + "/../" + other));
        all.put("wildcard", r -> quoted(pick(r, "*", "%", "*@*", "%@%", "?") + word(r) + pick(r, "*", "%")));
        all.put(
                "variables of Dovecot",
                r -> quoted(pick(r, "%u", "%{user}", "%n@%d", "%%s", "%{passdb:x}", "%$", "%") + word(r) + "%"
                        + r.nextInt(99)));
        all.put("percent codes", r -> quoted(other.replace("@", "%40") + "%00%0d%0a" + word(r)));
        all.put("form fields", r -> quoted(word(r) + "&mailbox=" + other + "&secret=x&service=imap"));
        all.put("key of the dictionary", r -> quoted("shared/userdb/imap/" + other + "/" + word(r)));
        all.put("JSON", r -> quoted("{\\\"user\\\":\\\"" + other + "\\\",\\\"x\\\":\\\"" + word(r) + "\\\"}"));
        all.put("extra fields", r -> quoted(word(r) + " user=" + other + " nopassword=y userdb_uid=0"));
        all.put(
                "another's with a suffix",
                r -> quoted(other + pick(r, "", ".", ",", ";", "@", "+", ":", "|") + word(r)));
        all.put("another's with a prefix", r -> quoted(word(r) + pick(r, "!", "@", ",", "|", ":", ";") + other));
        all.put(
                "separators of master users",
                r -> quoted(pick(
                        r,
                        other + "*" + own + word(r),
                        own + "*" + other + word(r),
                        other + "%" + own + word(r),
                        word(r) + "*" + other)));
        all.put("white space", r -> quoted(pick(r, " ", "\t", "  ") + other + pick(r, " ", "\t") + word(r)));
        all.put(
                "look-alikes",
                r -> quoted(pick(r, "\uff20", "\u0430", "\u200b", "\u202e", "\u00a0") + other + word(r)));
        all.put("not ASCII", r -> quoted("\u00e9\u00e8\u20ac\ud83d\udc80" + word(r) + "@caf\u00e9.fr"));
        all.put("terminal", r -> quoted("\u001b[2J\u001b]0;" + word(r) + "\u0007\b\b"));
        all.put("log format", r -> quoted("{} %s %n ${jndi:ldap://" + word(r) + "} \\\\n"));
        all.put("huge", r -> quoted((word(r) + "@").repeat(200 + r.nextInt(600))));
    }

    /** Commands that are none, or more than one. */
    private void syntax(Map<String, Function<Random, byte[]>> all) {
        all.put("control characters", r -> quoted(word(r) + (char) (1 + r.nextInt(8)) + (char) (14 + r.nextInt(17))));
        all.put("NUL", r -> quoted(other + "\0" + word(r)));
        all.put("line end in quotes", r -> quoted(word(r) + "\r\n" + TAG + " LOGIN " + other + " x"));
        all.put("line end and untagged answer", r -> quoted(word(r) + "\r\n* OK logged in"));
        all.put("bare line feed", r -> quoted(word(r) + "\nNov 26 12:00:00 imap: Info: " + word(r)));
        all.put("quote that does not end", r -> text(TAG + " LOGIN \"" + word(r) + " " + secret));
        all.put("quotes in quotes", r -> text(TAG + " LOGIN \"" + word(r) + "\"" + other + "\" \"" + secret + "\""));
        all.put(
                "literal that is short",
                r -> text(TAG + " LOGIN {" + (3 + r.nextInt(3)) + "+}\r\n" + word(r) + other + " " + secret));
        all.put(
                "literal that is long",
                r -> text(TAG + " LOGIN {" + (5_000 + r.nextInt(60_000)) + "+}\r\n" + word(r) + " " + secret));
        all.put(
                "literal without end",
                r -> text(TAG + " LOGIN {"
                        + pick(r, "4294967296", "18446744073709551615", "-1", "1e9", "0x10", "", "99999999999999999999")
                        + "}\r\n" + word(r) + " " + secret));
        all.put("literal with NUL", r -> text(TAG + " LOGIN {8+}\r\n" + MARK + "\0\0\0\0 " + secret));
        all.put("octets that are no text", r -> octets(r));
        all.put(
                "too few and too many words",
                r -> text(TAG + " LOGIN "
                        + pick(
                                r,
                                word(r),
                                "",
                                word(r) + " " + secret + " " + other,
                                "(" + word(r) + ") " + secret,
                                "NIL NIL")));
    }

    private void sasl(Map<String, Function<Random, byte[]>> all) {
        all.put("PLAIN in another's name", r -> plain(other + pick(r, "", word(r)) + "\0" + own + "\0" + secret));
        all.put("PLAIN with more parts", r -> plain("\0" + word(r) + "\0" + secret + "\0" + other + "\0" + secret));
        all.put("PLAIN with fewer parts", r -> plain(pick(r, word(r), "\0" + word(r), "\0\0", "")));
        all.put("no base64", r -> text(TAG + " AUTHENTICATE PLAIN " + pick(r, "****", "=", "a", "\u00e9") + word(r)));
        all.put(
                "fields of a token",
                r -> text(TAG + " AUTHENTICATE XOAUTH2 "
                        + base64("user=" + own + "\001user=" + other + "\001auth=Bearer " + word(r) + "\001\001")));
        all.put(
                "no mechanism",
                r -> text(TAG + " AUTHENTICATE "
                        + pick(r, "ANONYMOUS", "EXTERNAL", "NTLM", "../" + word(r), word(r), "PLAIN\0") + " "
                        + base64(other)));
    }

    private byte[] quoted(String name) {
        return text(TAG + " LOGIN \"" + name + "\" \"" + secret + "\"");
    }

    private static byte[] plain(String response) {
        return text(TAG + " AUTHENTICATE PLAIN " + base64(response));
    }

    private byte[] octets(Random random) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(text(TAG + " LOGIN \"" + MARK));
        for (int i = 1 + random.nextInt(40); i > 0; i--) out.write(0x80 + random.nextInt(0x80));
        out.writeBytes(text("\" \"" + secret + "\""));
        return out.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String word(Random random) {
        return MARK + Long.toHexString(random.nextLong());
    }

    private static String pick(Random random, String... all) {
        return all[random.nextInt(all.length)];
    }
}
