package fr.balise.record.way;

import fr.balise.record.document.CdaHead;
import fr.balise.record.document.CdaHead.Id;
import fr.balise.record.document.CdaHead.Patient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Date;
import java.util.UUID;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;

/**
 * A document as a FHIR R4 transaction, after IHE MHD [FHIR-R4 http.html]: its octets as a Binary, and a DocumentReference that says what
 * it is. Pure. The token of the receipt is its identifier: a server that took it keeps it from coming twice.
 */
final class DocumentBundle {
    static final String URI_SYSTEM = "urn:ietf:rfc:3986";
    private static final String LOINC = "2.16.840.1.113883.6.1";
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMddHHmmss[xx]");

    private DocumentBundle() {}

    /** How the software asks whether it has this document. */
    static String query(UUID token) {
        return "identifier=" + URI_SYSTEM + "|urn:uuid:" + token;
    }

    /** The reference first, its octets second: answers come in the same order. */
    static Bundle of(Parcel parcel) {
        var document = parcel.document();
        var octets =
                "urn:uuid:" + UUID.nameUUIDFromBytes((parcel.token() + "/octets").getBytes(StandardCharsets.US_ASCII));
        var bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        bundle.addEntry()
                .setFullUrl("urn:uuid:" + parcel.token())
                .setResource(reference(parcel, octets))
                .getRequest()
                .setMethod(Bundle.HTTPVerb.POST)
                .setUrl("DocumentReference")
                .setIfNoneExist(query(parcel.token()));
        bundle.addEntry()
                .setFullUrl(octets)
                .setResource(new Binary().setContentType(type(document)).setData(document.octets()))
                .getRequest()
                .setMethod(Bundle.HTTPVerb.POST)
                .setUrl("Binary");
        return bundle;
    }

    private static String type(fr.balise.record.document.Document document) {
        if (document.head() != null) return "text/xml";
        if (document.isPdf()) return "application/pdf";
        return document.type().matches("[a-z0-9.+-]+/[a-z0-9.+-]+") ? document.type() : "application/octet-stream";
    }

    private static DocumentReference reference(Parcel parcel, String octets) {
        var document = parcel.document();
        var head = document.head();
        var reference = new DocumentReference()
                .setStatus(DocumentReferenceStatus.CURRENT)
                .setDate(Date.from(parcel.received()));
        reference.addIdentifier().setSystem(URI_SYSTEM).setValue("urn:uuid:" + parcel.token());
        if (document.uniqueId() != null) reference.setMasterIdentifier(master(document.uniqueId()));
        if (head != null && !head.code().code().isEmpty()) reference.setType(type(head));
        var subject = subject(parcel.patient());
        if (!subject.isEmpty()) reference.setSubject(subject);
        var attachment = new Attachment()
                .setContentType(type(document))
                .setUrl(octets)
                .setSize(document.octets().length)
                .setHash(sha1(document.octets()));
        var title = head != null && !head.title().isEmpty() ? head.title() : document.name();
        if (!title.isEmpty()) {
            attachment.setTitle(title);
            reference.setDescription(title);
        }
        if (head != null) created(attachment, head.time());
        reference.addContent().setAttachment(attachment);
        if (!parcel.messageId().isEmpty())
            reference
                    .getContext()
                    .addRelated()
                    .setIdentifier(
                            new Identifier().setSystem("urn:ietf:rfc:2392").setValue(parcel.messageId()));
        return reference;
    }

    /** As the document's head or archive says: {@code root^extension}, or the root alone. */
    private static Identifier master(String id) {
        var parts = id.split("\\^", 2);
        var isOid = parts[0].matches("[0-2](\\.(0|[1-9][0-9]*))+");
        if (!isOid) return new Identifier().setSystem(URI_SYSTEM).setValue(id);
        return parts.length == 1
                ? new Identifier().setSystem(URI_SYSTEM).setValue("urn:oid:" + id)
                : new Identifier().setSystem("urn:oid:" + parts[0]).setValue(parts[1]);
    }

    private static CodeableConcept type(CdaHead head) {
        var code = head.code();
        var system = code.system().equals(LOINC) ? "http://loinc.org" : "urn:oid:" + code.system();
        var coding = new Coding().setSystem(system).setCode(code.code());
        if (!code.words().isEmpty()) coding.setDisplay(code.words());
        return new CodeableConcept().addCoding(coding);
    }

    /** By identifier, not by an address: which patient of the software's it is, the software knows. */
    private static Reference subject(Patient patient) {
        var subject = new Reference();
        patient.ids().stream()
                .filter(id -> !id.extension().isEmpty())
                .findFirst()
                .map(DocumentBundle::identifier)
                .ifPresent(subject::setIdentifier);
        var name = (patient.family() + " " + patient.given()).strip();
        if (!subject.isEmpty()) {
            subject.setType("Patient");
            if (!name.isEmpty()) subject.setDisplay(name);
        }
        return subject;
    }

    private static Identifier identifier(Id id) {
        return new Identifier().setSystem("urn:oid:" + id.root()).setValue(id.extension());
    }

    private static void created(Attachment attachment, String time) {
        try {
            attachment.setCreationElement(
                    time.length() > 14
                            ? new DateTimeType(
                                    Date.from(OffsetDateTime.parse(time, STAMP).toInstant()))
                            : new DateTimeType(LocalDate.parse(
                                            time.substring(0, Math.min(8, time.length())),
                                            DateTimeFormatter.BASIC_ISO_DATE)
                                    .toString()));
        } catch (DateTimeParseException unknown) {
            // Whatever its writer meant by it.
        }
    }

    /** FHIR R4 wants SHA-1 here; nothing rests on it. */
    private static byte[] sha1(byte[] octets) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(octets);
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }
}
