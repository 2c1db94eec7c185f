package fr.balise.portal.demo;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.openpdf.text.Document;
import org.openpdf.text.Image;
import org.openpdf.text.Paragraph;
import org.openpdf.text.pdf.PdfWriter;

/** Documents of invented patients, in the formats that real mailboxes hold. */
final class DemoDocuments {
    private static final long MIDNIGHT_OF_1980 = 315_532_800_000L; // a zip knows no earlier day

    private DemoDocuments() {}

    /** @param number a test identity number: born in commune 999 of department 99, which does not exist */
    record Patient(String family, String given, LocalDate born, String number) {
        String shown() {
            return family + " " + given + " " + born;
        }
    }

    /** An XDM archive with one structured document. */
    static byte[] xdm(Patient patient, String title, String code, LocalDate day) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            put(zip, "INDEX.HTM", "<html><body><p>" + title + "</p></body></html>");
            put(zip, "README.TXT", "Données fictives. Aucun patient réel.");
            put(zip, "IHE_XDM/SUBSET01/METADATA.XML", metadata(patient, title, code, day));
            put(zip, "IHE_XDM/SUBSET01/DOC0001.XML", cda(patient, title, code, day));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, String text) throws IOException {
        var octets = text.getBytes(StandardCharsets.UTF_8);
        var crc = new CRC32();
        crc.update(octets);
        var entry = new ZipEntry(name);
        entry.setTime(MIDNIGHT_OF_1980);
        zip.putNextEntry(entry);
        zip.write(octets);
        zip.closeEntry();
    }

    private static String metadata(Patient patient, String title, String code, LocalDate day) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <lcm:SubmitObjectsRequest xmlns:lcm="urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0"
                    xmlns:rim="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0">
                  <rim:RegistryObjectList>
                    <rim:ExtrinsicObject id="Document01" mimeType="text/xml"
                        objectType="urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1">
                      <rim:Slot name="creationTime"><rim:ValueList><rim:Value>%s</rim:Value></rim:ValueList></rim:Slot>
                      <rim:Slot name="sourcePatientId"><rim:ValueList>
                        <rim:Value>%s^^^&amp;1.2.250.1.213.1.4.10&amp;ISO^NH</rim:Value></rim:ValueList></rim:Slot>
                      <rim:Name><rim:LocalizedString value="%s"/></rim:Name>
                      <rim:Classification nodeRepresentation="%s" classifiedObject="Document01"
                          classificationScheme="urn:uuid:f0306f51-975f-434e-a61c-c59651d33983"/>
                    </rim:ExtrinsicObject>
                  </rim:RegistryObjectList>
                </lcm:SubmitObjectsRequest>
                """.formatted(compact(day), patient.number(), title, code);
    }

    private static String cda(Patient patient, String title, String code, LocalDate day) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <ClinicalDocument xmlns="urn:hl7-org:v3">
                  <typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>
                  <code code="%s" codeSystem="2.16.840.1.113883.6.1"/>
                  <title>%s</title>
                  <effectiveTime value="%s"/>
                  <languageCode code="fr-FR"/>
                  <recordTarget><patientRole>
                    <id root="1.2.250.1.213.1.4.10" extension="%s"/>
                    <patient><name><family>%s</family><given>%s</given></name><birthTime value="%s"/></patient>
                  </patientRole></recordTarget>
                  <component><structuredBody><component><section>
                    <title>Conclusion</title><text>Document fictif de démonstration.</text>
                  </section></component></structuredBody></component>
                </ClinicalDocument>
                """.formatted(
                        code,
                        title,
                        compact(day),
                        patient.number(),
                        patient.family(),
                        patient.given(),
                        compact(patient.born()));
    }

    private static String compact(LocalDate day) {
        return day.toString().replace("-", "");
    }

    /** A laboratory's text result, as "hnet" gateways send it. */
    static byte[] laboratory(Patient patient, LocalDate day, Random random) {
        return """
                LABORATOIRE ANALYS (DONNÉES FICTIVES)
                PATIENT : %s
                PRÉLÈVEMENT DU %s

                Hémoglobine ........... %d,%d g/dL
                Leucocytes ............ %d,%d G/L
                Créatinine ............ %d µmol/L
                """.formatted(
                        patient.shown(),
                        day,
                        11 + random.nextInt(5),
                        random.nextInt(10),
                        4 + random.nextInt(6),
                        random.nextInt(10),
                        60 + random.nextInt(50))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** @param scan whether a page of grey noise, as a scanner makes it, is in it: about 100 kilobytes */
    static byte[] pdf(Patient patient, String title, LocalDate day, boolean scan, Random random) {
        var out = new ByteArrayOutputStream();
        try (var document = new Document()) {
            PdfWriter.getInstance(document, out);
            document.open();
            document.add(new Paragraph(title));
            document.add(new Paragraph(patient.shown() + " – " + day));
            document.add(new Paragraph("Document fictif de démonstration."));
            if (scan) document.add(Image.getInstance(noise(random), null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static BufferedImage noise(Random random) {
        var image = new BufferedImage(300, 300, BufferedImage.TYPE_BYTE_GRAY);
        var row = new byte[300];
        for (int y = 0; y < 300; y++) {
            random.nextBytes(row);
            image.getRaster().setDataElements(0, y, 300, 1, row);
        }
        return image;
    }
}
