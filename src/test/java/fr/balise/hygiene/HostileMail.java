package fr.balise.hygiene;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Messages made to hurt whoever takes them apart: classes by hand, each in several forms drawn from a seed. */
final class HostileMail {
    /** A word that stands where a script would; it must never be in anything that a browser runs. */
    static final String HARM = "balise_harm";

    private static final String OUTSIDE = "http://outside.invalid/" + HARM;
    private static final int FORMS = 13;

    private final Random random;
    private final List<Message> all = new ArrayList<>();

    private HostileMail(long seed) {
        random = new Random(seed);
    }

    record Message(String what, byte[] octets) {
        @Override
        public String toString() {
            return what;
        }
    }

    /** More than three hundred. */
    static List<Message> all(long seed) {
        var hostile = new HostileMail(seed);
        for (int form = 0; form < FORMS; form++) {
            hostile.structures(form);
            hostile.heads(form);
            hostile.pages(form);
            hostile.documents(form);
        }
        return hostile.all;
    }

    private void add(String what, int form, String message) {
        all.add(new Message(what + " " + form, message.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
    }

    private static String mixed(String boundary, String... parts) {
        var text = new StringBuilder(
                "From: <a@peer.mssante.fr>\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\""
                        + boundary + "\"\n\n");
        for (var part : parts)
            text.append("--").append(boundary).append('\n').append(part).append('\n');
        return text + "--" + boundary + "--\n";
    }

    private static String file(String type, String name, byte[] octets) {
        return "Content-Type: " + type + "; name=\"" + name + "\"\nContent-Disposition: attachment; filename=\"" + name
                + "\"\nContent-Transfer-Encoding: base64\n\n"
                + Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(octets);
    }

    private void structures(int form) {
        int deep = 100 + form * 75;
        var nested = new StringBuilder("MIME-Version: 1.0\n");
        for (int n = 0; n < deep; n++)
            nested.append("Content-Type: multipart/mixed; boundary=b")
                    .append(n)
                    .append("\n\n--b")
                    .append(n)
                    .append('\n');
        add("nested " + deep, form, nested + "\nend");
        var inside = new StringBuilder("MIME-Version: 1.0\n");
        for (int n = 0; n < deep / 4; n++)
            inside.append("Content-Type: message/rfc822\n\nSubject: ").append(n).append('\n');
        add("messages in messages", form, inside + "\nend");
        add(
                "a boundary that never comes",
                form,
                "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n" + "a".repeat(form * 999));
        add(
                "an empty boundary",
                form,
                "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"\"\n\n--\n\n" + form + "\n----\n");
        add(
                "a multipart without a boundary",
                form,
                "MIME-Version: 1.0\nContent-Type: multipart/" + word() + "\n\n--x\n\na\n--x--\n");
        var many = new String[400 + form * 50];
        java.util.Arrays.fill(many, "Content-Type: text/plain\n\nx");
        add("parts without end", form, mixed("x", many));
        add(
                "base64 that is none",
                form,
                mixed(
                        "x",
                        "Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n"
                                + noise(900)));
        add(
                "an encoding of nobody",
                form,
                "MIME-Version: 1.0\nContent-Type: text/plain; charset=" + word() + "\nContent-Transfer-Encoding: "
                        + word() + "\n\né");
        var cut = mixed("x", file("application/pdf", "a.pdf", new byte[3_000]), "Content-Type: text/html\n\n<p>a</p>");
        add("cut short", form, cut.substring(0, 1 + random.nextInt(cut.length() - 1)));
        add("noise", form, noise(4_000));
    }

    private void heads(int form) {
        add("a subject of a megabyte", form, "From: a@b.mssante.fr\nSubject: " + "é".repeat(500_000 + form) + "\n\nx");
        add("a head without end", form, ("X-" + form + ": " + "y".repeat(990) + "\n").repeat(2_000) + "\nx");
        add(
                "broken words in the head",
                form,
                "From: =?utf-8?q?=C3=28?= <" + noise(20) + "@b>\nSubject: =?" + word() + "?b?" + noise(30)
                        + "?=\nDate: " + noise(12) + "\n\nx");
        add(
                "look-alike sender",
                form,
                "From: \"a@ch.mssante.fr\" <\u0430@ch.mssant\u0435.fr>\nSubject: \u202Efdp.exe\n\nx");
        add(
                "a name that climbs",
                form,
                mixed(
                        "x",
                        file(
                                "application/pdf",
                                "../".repeat(form + 1) + "etc/passwd\u0000.pdf",
                                "x".getBytes(StandardCharsets.UTF_8))));
        add(
                "a name that turns round",
                form,
                mixed("x", file("application/octet-stream", "cr\u202Efdp." + word() + ".exe", new byte[] {'M', 'Z'})));
    }

    private void pages(int form) {
        var scripts = List.of(
                "<script>" + HARM + "()</script>",
                "<img src=x onerror=" + HARM + "()>",
                "<img src=\"" + OUTSIDE + "\">",
                "<img src=\"cid:a\" onload=" + HARM + "()>",
                "<a href=\"javascript:" + HARM + "()\">x</a>",
                "<iframe srcdoc=\"<script>" + HARM + "()</script>\"></iframe>",
                "<svg/onload=" + HARM + "()>",
                "<style>@import url(" + OUTSIDE + ")</style>",
                "<p style=\"background:url(" + OUTSIDE + ")\">x</p>",
                "<form action=\"" + OUTSIDE + "\"><input name=a><button>x</button></form>",
                "<meta http-equiv=refresh content=\"0;url=" + OUTSIDE + "\">",
                "<object data=\"" + OUTSIDE + "\"></object><embed src=\"" + OUTSIDE + "\">",
                "<math><mtext><table><mglyph><style><img src=x onerror=" + HARM + "()>");
        add(
                "script in HTML",
                form,
                "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<p>a</p>"
                        + scripts.get(form % scripts.size()));
        add(
                "HTML nested without end",
                form,
                "MIME-Version: 1.0\nContent-Type: text/html\n\n" + "<div>".repeat(3_000 + form * 500) + "x");
        add(
                "script in two encodings",
                form,
                "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-7\n\n+ADw-script+AD4-" + HARM
                        + "()+ADw-/script+AD4-" + scripts.get((form + 3) % scripts.size()));
        add(
                "a picture that is a page",
                form,
                mixed(
                        "x",
                        "Content-Type: text/html\n\n<img src=\"cid:p\">",
                        "Content-ID: <p>\n"
                                + file(
                                        "image/png",
                                        "a.png",
                                        ("<svg onload=" + HARM + "()>").getBytes(StandardCharsets.UTF_8))));
    }

    private void documents(int form) {
        var entity = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \""
                + (form % 2 == 0 ? "file:///etc/passwd" : OUTSIDE)
                + "\">]><ClinicalDocument xmlns=\"urn:hl7-org:v3\"><title>&x;</title></ClinicalDocument>";
        add("outside entity in a CDA", form, mixed("x", file("text/xml", "DOC0001.XML", bytes(entity))));
        var laughs = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a \"aaaaaaaaaa\">");
        for (char c = 'b'; c < 'm'; c++)
            laughs.append("<!ENTITY ")
                    .append(c)
                    .append(" \"")
                    .append(("&" + (char) (c - 1) + ";").repeat(10))
                    .append("\">");
        add(
                "laughs in a CDA",
                form,
                mixed(
                        "x",
                        file(
                                "text/xml",
                                "a.xml",
                                bytes(
                                        laughs
                                                + "]><ClinicalDocument xmlns=\"urn:hl7-org:v3\"><title>&l;</title></ClinicalDocument>"))));
        add(
                "a CDA of elements without end",
                form,
                mixed(
                        "x",
                        file(
                                "text/xml",
                                "a.xml",
                                bytes("<ClinicalDocument xmlns=\"urn:hl7-org:v3\">"
                                        + "<component>".repeat(1_000 * (form + 1))))));
        add(
                "script in a CDA",
                form,
                mixed(
                        "x",
                        file(
                                "text/xml",
                                "a.xml",
                                bytes(
                                        "<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><component><structuredBody><component><section><title>&lt;script&gt;</title><text><html:script xmlns:html=\"http://www.w3.org/1999/xhtml\">"
                                                + HARM + "()</html:script><linkHtml href=\"javascript:" + HARM
                                                + "()\">x</linkHtml></text></section></component></structuredBody></component></ClinicalDocument>"))));
        add(
                "outside entity in an exchange",
                form,
                mixed(
                        "x",
                        file(
                                "application/zip",
                                "IHE_XDM.zip",
                                zip(
                                        "IHE_XDM/SUBSET01/METADATA.XML",
                                        bytes(entity),
                                        "IHE_XDM/SUBSET01/DOC0001.XML",
                                        bytes(entity)))));
        add(
                "an archive that inflates",
                form,
                mixed(
                        "x",
                        file(
                                "application/zip",
                                "IHE_XDM.zip",
                                zip(
                                        "IHE_XDM/SUBSET01/METADATA.XML",
                                        new byte[form == 0 ? 90 << 20 : 1 << 16],
                                        "IHE_XDM/SUBSET01/../../../etc/passwd",
                                        new byte[9]))));
        add(
                "an archive of noise",
                form,
                mixed("x", file("application/zip", "IHE_XDM.zip", bytes("PK\u0003\u0004" + noise(2_000)))));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zip(String one, byte[] first, String two, byte[] second) {
        var octets = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(octets)) {
            zip.putNextEntry(new ZipEntry(one));
            zip.write(first);
            zip.putNextEntry(new ZipEntry(two));
            zip.write(second);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return octets.toByteArray();
    }

    private String word() {
        return text(random.ints(1 + random.nextInt(12), 'a', 'z' + 1));
    }

    private String noise(int length) {
        return text(random.ints(length, 1, 0x250).filter(c -> c != '\n'));
    }

    private static String text(IntStream signs) {
        return signs.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
