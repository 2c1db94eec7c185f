package fr.balise.record.document;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.record.Sight;
import fr.balise.record.Sight.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** Documents of strangers, as they are shown. */
class SeeingTests {
    private static byte[] cda(String body) {
        return ("<?xml version=\"1.0\"?><ClinicalDocument xmlns=\"urn:hl7-org:v3\"><id root=\"1.2.3\"/><title>CR de biologie</title>"
                        + "<component>" + body + "</component></ClinicalDocument>")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] narrative(String text) {
        return cda("<structuredBody><component><section><title>Résultats</title><text>" + text
                + "</text></section></component></structuredBody>");
    }

    private static Sight one(String name, byte[] octets) {
        return Sight.of(name, octets).getFirst();
    }

    @Test
    void theNarrativeOfASectionIsShownWithItsTableAndItsTitle() {
        var sight = one(
                "DOC0001.XML",
                narrative(
                        "<paragraph>Na : <content styleCode=\"Bold\">140</content> mmol/l</paragraph><table border=\"1\"><tbody><tr>"
                                + "<td colspan=\"2\">K &lt; 4</td></tr></tbody></table><list><item>Contrôle</item></list>"));
        assertThat(sight.kind()).isEqualTo(Kind.TEXT);
        assertThat(sight.title()).isEqualTo("CR de biologie");
        assertThat(sight.html())
                .isEqualTo(
                        "<h3>Résultats</h3><p>Na : 140 mmol/l</p><table><tbody><tr><td colspan=\"2\">K &lt; 4</td></tr></tbody></table>"
                                + "<ul><li>Contrôle</li></ul>");
    }

    @Test
    void nothingThatRunsOrReachesOutIsLeftOfANarrative() {
        var sight = one(
                "a.xml",
                narrative(
                        "<linkHtml href=\"javascript:alert(1)\">ici</linkHtml>"
                                + "<script>alert(2)</script><renderMultiMedia referencedObject=\"x\"/>"
                                + "<paragraph onclick=\"alert(3)\" style=\"background:url(http://x)\">&lt;img src=x onerror=alert(4)&gt;</paragraph>"));
        var page = Jsoup.parseBodyFragment(String.valueOf(sight.html()));
        assertThat(page.select("script, a, img, [onclick], [style], [href], [src]"))
                .isEmpty();
        assertThat(page.text()).contains("ici", "<img src=x onerror=alert(4)>");
    }

    @Test
    void entitiesAndDocumentTypesEndIt() {
        var bomb = "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>"
                + "<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><title>&b;</title></ClinicalDocument>";
        var outside = "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>"
                + "<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><title>&a;</title></ClinicalDocument>";
        for (var text : new String[] {bomb, outside})
            assertThat(one("a.xml", text.getBytes(StandardCharsets.UTF_8)).kind())
                    .isEqualTo(Kind.NONE);
    }

    @Test
    void aFileInsideADocumentIsShownForWhatItIs() {
        var pdf = Base64.getMimeEncoder().encodeToString("%PDF-1.7 …".getBytes(StandardCharsets.UTF_8));
        var sight = one(
                "a.xml",
                cda("<nonXMLBody><text mediaType=\"application/pdf\" representation=\"B64\">" + pdf
                        + "</text></nonXMLBody>"));
        assertThat(sight.kind()).isEqualTo(Kind.PDF);
        assertThat(sight.octets()).startsWith('%', 'P', 'D', 'F');
        var program = Base64.getEncoder().encodeToString("MZ program".getBytes(StandardCharsets.UTF_8));
        assertThat(one("a.xml", cda("<nonXMLBody><text representation=\"B64\">" + program + "</text></nonXMLBody>"))
                        .kind())
                .isEqualTo(Kind.NONE);
        assertThat(one("a.xml", cda("<nonXMLBody><text>Tout va bien &amp; rien</text></nonXMLBody>"))
                        .html())
                .isEqualTo("Tout va bien &amp; rien");
    }

    @Test
    void aPictureIsKnownByItsOctetsAndNotByItsName() {
        assertThat(one("a.png", "<svg onload=alert(1)>".getBytes(StandardCharsets.UTF_8))
                        .kind())
                .isEqualTo(Kind.NONE);
        assertThat(one("scan.pdf", new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 0})
                        .kind())
                .isEqualTo(Kind.JPEG);
    }

    @Test
    void anArchiveThatIsNoExchangeOrInflatesWithoutEndIsNotShown() throws Exception {
        var octets = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(octets)) {
            zip.putNextEntry(new ZipEntry("IHE_XDM/SUBSET01/DOC0001.XML"));
            for (int n = 0; n < 90; n++) zip.write(new byte[1 << 20]);
        }
        assertThat(one("IHE_XDM.zip", octets.toByteArray()).kind()).isEqualTo(Kind.NONE);
    }

    @Property(tries = 300)
    void whateverComesIsAnsweredAndIsNeverMarkup(@ForAll byte[] octets, @ForAll String text) {
        Sight.of("a.xml", octets);
        var sight = one("a.xml", narrative(text.replaceAll("[^\\p{L}<>&;/\"' =]", "")));
        if (sight.html() != null)
            assertThat(Jsoup.parseBodyFragment(sight.html()).select("script, a, img, iframe, object, style, link"))
                    .isEmpty();
    }
}
