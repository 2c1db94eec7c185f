package fr.balise.gateway.signing;

import static fr.balise.gateway.signing.Letters.ADDRESS;
import static fr.balise.gateway.signing.Letters.LABEL;
import static fr.balise.gateway.signing.Letters.html;
import static fr.balise.gateway.signing.Letters.in;
import static fr.balise.gateway.signing.Letters.letter;
import static fr.balise.gateway.signing.Letters.of;
import static fr.balise.gateway.signing.Letters.part;
import static fr.balise.gateway.signing.Letters.plain;
import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.gateway.signing.Letters.Letter;
import fr.balise.gateway.signing.Signer.Answer;
import jakarta.mail.Multipart;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which messages get a signature, where it stands in them, and which are left alone. */
class SignerTests {
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String PDF = "Content-Type: application/pdf; name=\"lettre.pdf\"\r\n"
            + "Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=\"lettre.pdf\"\r\n\r\nJVBERi0xLjQK";

    private static void untouched(String why, Letter letter) {
        assertThat(letter.sign()).isEqualTo(new Answer.Untouched(why));
    }

    private static String text(Letter letter) throws Exception {
        return (String) letter.signed().read().getContent();
    }

    @Test
    void aPlainTextEndsWithItUnderTheLineThatPartsItOff() throws Exception {
        assertThat(text(plain("Bonjour,\r\nmerci à vous.\r\n")))
                .isEqualTo("Bonjour,\r\nmerci à vous.\r\n\r\n-- \r\nDr Camille LEFÈVRE\r\nCabinet de la Rabine\r\n"
                        + LABEL + "\r\nRéservée aux professionnels de santé.\r\n");
        assertThat(text(plain(""))).startsWith("\r\n-- \r\nDr");
        assertThat(text(plain("sans fin de ligne"))).contains("sans fin de ligne\r\n\r\n-- \r\n");
    }

    @Test
    void whoeverHasASignatureAlreadyGetsTheLinesUnderIt() throws Exception {
        assertThat(text(plain("Bonjour\r\n\r\n-- \r\nCamille\r\n"))).contains("-- \r\nCamille\r\n\r\nDr Camille");
        assertThat(text(plain("Bonjour\r\n-- \r\nCamille\r\n\r\nLe 3 mars :\r\n> Cher confrère\r\n")))
                .as("above what is quoted, under theirs")
                .contains(
                        "-- \r\nCamille\r\n\r\nDr Camille",
                        "professionnels de santé.\r\n\r\nLe 3 mars :\r\n> Cher confrère\r\n");
    }

    @Test
    void seasonsOfEncodingAndCharset() throws Exception {
        var seven = letter(
                "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: 7bit\r\n", "Bonjour = oui\r\n");
        assertThat(text(seven)).startsWith("Bonjour = oui\r\n\r\n-- \r\nDr Camille LEFÈVRE");
        assertThat(seven.signed().read().getEncoding()).isEqualTo("quoted-printable");
        assertThat(seven.signed().body()).matches("\\p{ASCII}*");

        var ascii = letter("Content-Type: text/plain; format=flowed; charset=us-ascii\r\n", "Bonjour \r\nvous\r\n");
        assertThat(text(ascii)).startsWith("Bonjour \r\nvous\r\n\r\n-- \r\n");
        assertThat(ascii.signed().read().getContentType())
                .containsIgnoringCase("charset=utf-8")
                .contains("format=flowed");

        assertThat(text(letter("", "Bonjour\r\n")))
                .as("no word of a type is plain ASCII")
                .contains("LEFÈVRE");

        var base = letter(
                "Content-Type: " + PLAIN + "\r\nContent-Transfer-Encoding: base64\r\n",
                Base64.getMimeEncoder().encodeToString("Déjà\r\n".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(text(base)).startsWith("Déjà\r\n\r\n-- \r\n");

        var latin = Letter.of("From: <" + ADDRESS + ">\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
                + "Content-Transfer-Encoding: quoted-printable\r\n\r\nD=E9j=E0=\r\n vu\r\n");
        assertThat(text(latin)).startsWith("Déjà vu\r\n\r\n-- \r\nDr Camille LEFÈVRE");
        assertThat(latin.signed().read().getContentType()).contains("iso-8859-1");
    }

    @Test
    void aPageHoldsItBeforeItsEnd() throws Exception {
        assertThat(text(html("<html><body><p>Bonjour à vous</p></BODY></html>\r\n")))
                .matches(
                        "(?s).*Bonjour à vous</p><div class=\"balise-signature\">.*LEF&#200;VRE.*</div>\r\n</BODY></html>\r\n");
        assertThat(text(html("Bonjour<br>Camille"))).startsWith("Bonjour<br>Camille<div class=\"balise-signature\">");
    }

    @Test
    void ofAlternativesBothHaveIt() throws Exception {
        var content = (Multipart) of("alternative", part(PLAIN, "Bonjour\r\n"), part(HTML, "<p>Bonjour</p>"))
                .signed()
                .read()
                .getContent();
        assertThat((String) content.getBodyPart(0).getContent()).contains("-- \r\nDr Camille LEFÈVRE");
        assertThat((String) content.getBodyPart(1).getContent()).contains("balise-signature");
    }

    @Test
    void whatIsAttachedStaysOctetForOctet() {
        var text = part(PLAIN, "Bonjour");
        var letter = of("mixed", text, PDF, part(PLAIN, "second text"));
        var before = letter.body();
        var after = letter.signed().body();
        int at = before.indexOf(text) + text.length();
        assertThat(after).startsWith(before.substring(0, at)).endsWith(before.substring(at));
        assertThat(after).doesNotContain("second text\r\n\r\n-- ");
    }

    @Test
    void aTextWithPicturesInsideOfALetterWithAnAttachment() throws Exception {
        var related = "Content-Type: multipart/related; boundary=r2\r\n\r\n"
                + in(
                        "r2",
                        part(HTML, "<body>Oui<img src=\"cid:a\"></body>"),
                        "Content-Type: image/png\r\nContent-ID: <a>\r\n\r\nx");
        var alternative =
                "Content-Type: multipart/alternative; boundary=\"r3\"\r\n\r\n" + in("r3", part(PLAIN, "Oui"), related);
        var letter = of("mixed", alternative, PDF).signed();
        assertThat(letter.body()).contains("Oui\r\n\r\n-- \r\n", "<div class=\"balise-signature\">", PDF);
        assertThat(letter.read().getContent()).isInstanceOf(Multipart.class);
    }

    @Test
    void neverTwiceInAThread() throws Exception {
        var once = plain("Bonjour\r\n").signed();
        untouched("already", once);
        untouched("already", html("<body>Bonjour</body>").signed());
        var quoted = text(plain("Bonjour\r\n")).replaceAll("(?m)^", "> ");
        untouched("already", plain("Oui.\r\n\r\nLe 3 mars, Camille a écrit :\r\n" + quoted));
        untouched(
                "already",
                plain("Oui.\r\n> > Messagerie sécurisée MSSanté :\r\n> > *" + ADDRESS.toUpperCase() + "*\r\n"));
        untouched("already", html("<body>Oui<blockquote>" + text(html("<p>Bonjour</p>")) + "</blockquote></body>"));
        assertThat(plain("Oui.\r\n> Messagerie sécurisée MSSanté : paul@a.mssante.fr\r\n> Écrivez à " + ADDRESS
                                + "\r\n")
                        .sign())
                .as("a colleague's signature is not ours")
                .isInstanceOf(Answer.Signed.class);
    }

    @Test
    void whatIsSealedGoesAsItIs() {
        untouched(
                "sealed",
                of(
                        "signed; protocol=\"application/pkcs7-signature\"",
                        part(PLAIN, "Bonjour"),
                        "Content-Type: application/pkcs7-signature; name=smime.p7s\r\n\r\nMIIB"));
        untouched(
                "sealed",
                of(
                        "encrypted",
                        "Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1",
                        "Content-Type: application/octet-stream\r\n\r\nx"));
        untouched(
                "sealed",
                letter(
                        "Content-Type: application/pkcs7-mime; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n",
                        "MIIB"));
        untouched("sealed", plain("-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\nBonjour\r\n"));
        untouched(
                "sealed",
                of(
                        "mixed",
                        part(PLAIN, "Bonjour"),
                        "Content-Type: application/octet-stream; name=\"smime.p7m\"\r\n\r\nx"));
        untouched("head", letter("DKIM-Signature: v=1; bh=x\r\nContent-Type: " + PLAIN + "\r\n", "Bonjour"));
    }

    @Test
    void whatProgramsMakeForProgramsGoesAsItIs() {
        untouched("head", letter("Auto-Submitted: auto-replied\r\n", "Absent"));
        untouched("head", letter("Precedence: bulk\r\n", "Lettre"));
        untouched(
                "sealed",
                of(
                        "report; report-type=disposition-notification",
                        part(PLAIN, "Lu"),
                        "Content-Type: message/disposition-notification\r\n\r\nDisposition: x"));
        untouched(
                "sealed",
                of("alternative", part(PLAIN, "Réunion"), part("text/calendar; charset=utf-8", "BEGIN:VCALENDAR")));
        untouched(
                "sealed",
                of("mixed", part(PLAIN, "Document"), "Content-Type: application/zip; name=\"IHE_XDM.ZIP\"\r\n\r\nPK"));
        untouched(
                "sealed",
                of(
                        "mixed",
                        part(PLAIN, "Résultat"),
                        "Content-Type: application/octet-stream\r\n"
                                + "Content-Disposition: attachment; filename=\"a.hpr\"\r\n\r\nH|"));
        untouched("sealed", plain("12345\r\nDUPONT\r\n****LAB****\r\n****FIN****\r\n"));
        untouched("head", Letter.of("From: <a@b>\r\nSubject: XDM/1.0/DDM+Lettre\r\n\r\nDocument"));
        untouched("head", Letter.of("From: <a@b>\r\nSubject: Résultat [HNET] 12\r\n\r\nDocument"));
        assertThat(of(
                                "mixed",
                                part(PLAIN, "Des images"),
                                "Content-Type: application/zip; name=\"images.zip\"\r\n\r\nPK")
                        .sign())
                .as("somebody's archive is no exchange between programs")
                .isInstanceOf(Answer.Signed.class);
    }

    @Test
    void whatIsDoubtfulGoesAsItIs() {
        untouched(
                "no last delimiter", letter("Content-Type: multipart/mixed; boundary=b\r\n", "--b\r\n\r\nBonjour\r\n"));
        untouched("no boundary", letter("Content-Type: multipart/mixed\r\n", "--b\r\n\r\nBonjour\r\n--b--\r\n"));
        untouched("Content-Type twice", letter("Content-Type: text/plain\r\nContent-Type: text/html\r\n", "Bonjour"));
        untouched("Content-Type", letter("Content-Type: text plain\r\n", "Bonjour"));
        untouched(
                "charset",
                letter("Content-Type: text/plain; charset=utf-16\r\nContent-Transfer-Encoding: base64\r\n", "QQBC"));
        untouched(
                "charset",
                letter("Content-Type: text/plain; charset=us-ascii\r\nContent-Transfer-Encoding: 8bit\r\n", "Déjà"));
        untouched("eight bits where seven were promised", letter("Content-Type: " + PLAIN + "\r\n", "Déjà"));
        untouched(
                "encoding",
                letter("Content-Type: " + PLAIN + "\r\nContent-Transfer-Encoding: x-uuencode\r\n", "begin"));
        untouched("base64", letter("Content-Type: " + PLAIN + "\r\nContent-Transfer-Encoding: base64\r\n", "%%%"));
        untouched(
                "quoted-printable",
                letter("Content-Type: " + PLAIN + "\r\nContent-Transfer-Encoding: quoted-printable\r\n", "a=zz"));
        untouched("something after the body", html("<body>Oui</body><p>Non</p>"));
        untouched("a text that swallows what is put under it", html("<body>Oui<!-- sans fin"));
        untouched(
                "an alternative of another kind", of("alternative", part(PLAIN, "Oui"), part("text/enriched", "Oui")));
        untouched("no text", of("mixed", PDF));
        untouched("a line too long", plain("x".repeat(2_000)));
    }

    private static final String OURS = "\r\n-- \r\nDr Camille LEFÈVRE\r\nCabinet de la Rabine\r\n" + LABEL
            + "\r\nRéservée aux professionnels de santé.\r\n";

    private static void above(String own, String quoted) throws Exception {
        assertThat(text(plain(own + quoted))).isEqualTo(own.stripTrailing() + "\r\n" + OURS + "\r\n" + quoted);
    }

    @Test
    void aReplyAboveWhatItQuotesHasItAboveToo() throws Exception {
        var theirs = "Cher confrère,\r\nmerci.\r\n\r\n-- \r\nPaul\r\n";
        for (var sign : new String[] {
            "-----Message d'origine-----\r\nDe : Paul\r\n\r\n",
            "-----Original Message-----\r\nFrom: Paul\r\n\r\n",
            "---------- Forwarded message ---------\r\n",
            "-------- Message transféré --------\r\n",
            "________________________________\r\nDe : Paul\r\nEnvoyé : mardi\r\n\r\n",
            "De\u00a0: Paul <p@a>\r\nEnvoyé\u00a0: mardi 3 mars\r\nÀ\u00a0: Camille\r\nObjet\u00a0: Avis\r\n\r\n",
            "From: Paul\r\nSent: Tuesday\r\nTo: Camille\r\nSubject: Avis\r\n\r\n",
            "Le mar. 3 mars 2026 à 10:00, Paul <p@a> a écrit\u00a0:\r\n\r\n",
            "Le mar. 3 mars 2026 à 10:00, Paul\r\n<p@a> a écrit :\r\n\r\n",
            "On Tue, 3 Mar 2026, Paul wrote:\r\n\r\n"
        }) above("Bonjour,\r\noui.\r\n\r\n", sign + theirs);
        var marked = theirs.replaceAll("(?m)^(?=.)", "> ");
        above("Oui.\r\n\r\n", "Le mar. 3 mars 2026 à 10:00, Paul a écrit :\r\n" + marked);
        above("Oui.\r\n", "> Cher confrère\r\n>\r\n> -- \r\n> Paul\r\n\r\n");
        assertThat(text(plain("\r\n-----Original Message-----\r\nFrom: Paul\r\n")))
                .as("nothing but what is passed on")
                .startsWith(OURS + "\r\n-----Original");
        assertThat(text(letter(
                        "Content-Type: " + PLAIN + "\r\nContent-Transfer-Encoding: quoted-printable\r\n",
                        "D=C3=A9j=C3=A0\r\n\r\nDe : Ren=C3=A9\r\nEnvoy=C3=A9 : mardi\r\n")))
                .isEqualTo("Déjà\r\n" + OURS + "\r\nDe : René\r\nEnvoyé : mardi\r\n");
    }

    @Test
    void anAnswerBelowOrBetweenHasItAtItsEnd() throws Exception {
        for (var reply : new String[] {
            "Le 3 mars 2026, Paul a écrit :\r\n> Cher confrère\r\n\r\nOui.\r\n",
            "Le 3 mars 2026, Paul a écrit :\r\n> Venez ?\r\nOui.\r\n> Quand ?\r\nLundi.\r\n",
            "> Venez ?\r\nOui.\r\n> Quand ?\r\n",
            "De : 8 h\r\nau cabinet.\r\n",
            "Le Dr Paul a écrit : oui.\r\n"
        }) assertThat(text(plain(reply))).isEqualTo(reply + OURS);
    }

    private static void aboveInPage(String own, String quoted) throws Exception {
        assertThat(text(html(own + quoted)))
                .startsWith(own + "<div class=\"balise-signature\">")
                .endsWith("</div>\r\n" + quoted);
    }

    @Test
    void inAPageItStandsAboveWhatIsQuotedToo() throws Exception {
        for (var quoted : new String[] {
            "<blockquote type=\"cite\"><div>Le 3 mars 2026, Paul a écrit :</div>Merci</blockquote>",
            "<div class=\"moz-cite-prefix\">Le 3 mars 2026, Paul a écrit :<br></div><blockquote>Merci</blockquote>",
            "<div class=\"gmail_quote gmail_quote_container\"><div class=\"gmail_attr\">Le 3 mars 2026, Paul a écrit :<br></div>"
                    + "<blockquote class=\"gmail_quote\">Merci</blockquote></div>",
            "<div class=\"gmail_quote\">---------- Forwarded message ---------<br>De : Paul<br>Date : x<br>"
                    + "<blockquote>Merci</blockquote>Paul</div>",
            "<div id=\"appendonsend\"></div><hr><div id=\"divRplyFwdMsg\"><b>De :</b> Paul<br><b>Envoyé :</b> x</div>Merci",
            "<hr style=\"width:98%\">\r\n<div id=\"divRplyFwdMsg\"><b>De :</b> Paul<br><b>Envoyé :</b> x</div>Merci",
            "<div style='border:none;border-top:solid #E1E1E1 1.0pt'><p><b>De :</b> Paul<br><b>Envoyé :</b> x</p></div>Merci"
        })
            aboveInPage(
                    "<html><body><p>Déjà <b>vu</b></p><style>.gmail_quote{}</style><!-- <blockquote> -->",
                    quoted + "</body></html>");
    }

    @Test
    void inAPageWordsBehindAQuotationAreTheWritersOwn() throws Exception {
        assertThat(text(html("<body><blockquote>Venez ?</blockquote><p>Oui.</p></body>")))
                .contains("<p>Oui.</p><div class=\"balise-signature\">");
        aboveInPage(
                "<p>Avis</p><blockquote>retrait</blockquote><p>Merci</p>",
                "<div id=divRplyFwdMsg>De : Paul<br>Envoyé : x</div>Bonjour");
    }

    @Test
    void aQuotationThatNoTagTellsOfIsLeftAlone() {
        untouched(
                "a quotation of another kind",
                html("<p>Oui</p><p><b>De :</b> Paul</p><p><b>Envoyé :</b> mardi</p><p>Merci</p>"));
        untouched(
                "a quotation of another kind",
                html("<p>Oui</p><p>Le 3 mars 2026, Paul a écrit :</p><p>Merci<blockquote>plus ancien</blockquote>"));
    }

    @Test
    void aTextWithAFileNameIsAFile() throws Exception {
        untouched("no text", letter("Content-Type: " + PLAIN + "; name=\"resultat.txt\"\r\n", "12345"));
        var named = "Content-Type: " + PLAIN + "\r\nContent-Disposition: inline; filename=\"a.txt\"\r\n\r\n12345";
        untouched("no text", of("mixed", named, PDF));
        var letter = of("mixed", named, part(PLAIN, "Bonjour"));
        assertThat(letter.signed().body()).contains(named + "\r\n", "Bonjour\r\n\r\n-- ");
    }

    @Test
    void encodedWordsAreReadBeforeTheyAreCompared() {
        untouched("head", Letter.of("From: <a@b>\r\nSubject: " + encoded("XDM/1.0/DDM+Réponse") + "\r\n\r\nDocument"));
        untouched("head", Letter.of("From: <a@b>\r\nSubject: " + encoded("Résultat [HNET]") + "\r\n\r\nDocument"));
        for (var head : new String[] {
            "Content-Type: application/zip; name=\"%s\"",
            "Content-Type: application/zip\r\nContent-Disposition: attachment; filename=\"%s\""
        }) untouched("sealed", of("mixed", part(PLAIN, "Oui"), head.formatted(encoded("IHE_XDM.ZIP")) + "\r\n\r\nPK"));
        assertThat(Letter.of("From: <a@b>\r\nSubject: " + encoded("Réponse") + "\r\n\r\nDocument")
                        .sign())
                .isInstanceOf(Answer.Signed.class);
    }

    private static String encoded(String text) {
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                + "?=";
    }

    @Test
    @Timeout(60)
    void noTextKeepsAnybodyWaiting() {
        var comments = "<!-- -->\r\n".repeat(20_000);
        assertThat(html("<body>Oui</body>" + comments).sign()).isInstanceOf(Answer.Signed.class);
        untouched("something after the body", html("<body>Oui</body>" + comments + "Non"));
        untouched("a text too long", plain("x\r\n".repeat(400_000)));
        assertThat(plain("Le 1 a écrit 1 :\r\n".repeat(20_000)).sign()).isNotNull();
        assertThat(html("<a class=\"x".repeat(20_000)).sign()).isNotNull();
        assertThat(html("<hr><".repeat(20_000)).sign()).isNotNull();
        assertThat(Signer.isOut(java.util.List.of(new Field("Subject", "[a] ".repeat(200_000)))))
                .as("what cannot be matched is left alone")
                .isTrue();
    }
}
