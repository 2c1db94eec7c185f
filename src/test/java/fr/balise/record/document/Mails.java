package fr.balise.record.document;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Messages of invented patients, put together by hand. */
public final class Mails {
    private Mails() {}

    public static String cda(String extension, String family) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <ClinicalDocument xmlns="urn:hl7-org:v3">
                  <id root="1.2.250.1.999.1" extension="%s"/>
                  <code code="11502-2" codeSystem="2.16.840.1.113883.6.1" displayName="CR d'examens biologiques"/>
                  <title>Compte rendu | biologie &amp; suites</title>
                  <effectiveTime value="20260630101500+0200"/>
                  <recordTarget><patientRole>
                    <id root="1.2.250.1.213.1.4.10" extension="269029999999960"/>
                    <patient><name><given>LOU</given><family qualifier="SP">USAGE</family><family qualifier="BR">%s</family></name>
                      <administrativeGenderCode code="F"/><birthTime value="19690215"/></patient>
                  </patientRole></recordTarget>
                  <component><structuredBody><component><section><text>Fictif.</text></section></component></structuredBody></component>
                </ClinicalDocument>
                """.formatted(extension, family);
    }

    public static String metadata(String... uris) {
        var objects = new StringBuilder();
        for (int n = 0; n < uris.length; n++) objects.append("""
                    <rim:ExtrinsicObject id="Document0%d" mimeType="text/xml">
                      <rim:Slot name="URI"><rim:ValueList><rim:Value>%s</rim:Value></rim:ValueList></rim:Slot>
                      <rim:ExternalIdentifier identificationScheme="urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab" value="1.2.250.1.999.1^M-%d"/>
                    </rim:ExtrinsicObject>
                """.formatted(n, uris[n], n));
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <lcm:SubmitObjectsRequest xmlns:lcm="urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0" xmlns:rim="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0">
                  <rim:RegistryObjectList>
                %s
                  </rim:RegistryObjectList>
                </lcm:SubmitObjectsRequest>
                """.formatted(objects);
    }

    /** @param files paths and their octets or texts, by turns */
    public static byte[] zip(Object... files) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (int n = 0; n < files.length; n += 2) {
                zip.putNextEntry(new ZipEntry((String) files[n]));
                zip.write(
                        files[n + 1] instanceof byte[] octets
                                ? octets
                                : ((String) files[n + 1]).getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public static byte[] xdm(String extension, String family) {
        return zip(
                "INDEX.HTM",
                "<html/>",
                "README.TXT",
                "Fictif",
                "IHE_XDM/SUBSET01/METADATA.XML",
                metadata("DOC0001.XML"),
                "IHE_XDM/SUBSET01/DOC0001.XML",
                cda(extension, family));
    }

    /** @param files names, types and octets, by turns */
    public static byte[] message(String id, Object... files) {
        var text = new StringBuilder(
                "From: =?UTF-8?Q?Laboratoire_Analys=C3=A9?= <labo@peer.mssante.fr>\r\nTo: <m@h.mssante.fr>\r\nSubject: XDM/1.0/DDM+CR\r\nMessage-ID: <"
                        + id
                        + ">\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nBonjour\r\n");
        for (int n = 0; n < files.length; n += 3) {
            text.append("--x\r\nContent-Type: " + files[n + 1] + "\r\nContent-Disposition: attachment; filename=\""
                    + files[n]
                    + "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                    + Base64.getMimeEncoder().encodeToString((byte[]) files[n + 2]) + "\r\n");
        }
        return text.append("--x--\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    static Contents.Taken taken(byte[] message) {
        return Contents.of(new ByteArrayInputStream(message));
    }
}
