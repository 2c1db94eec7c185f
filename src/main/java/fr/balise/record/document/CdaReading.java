package fr.balise.record.document;

import fr.balise.record.document.CdaHead.Coded;
import fr.balise.record.document.CdaHead.Id;
import fr.balise.record.document.CdaHead.Patient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamReader;

/** Reads the head of a structured document, and stops where its body begins. */
final class CdaReading implements SafeXml.Taker {
    private static final String ROOT = "ClinicalDocument";
    private static final String PATIENT = ROOT + "/recordTarget/patientRole";
    private static final int MOST_IDS = 20;

    private boolean is;
    private Id id = Id.NONE;
    private Coded code = Coded.NONE;
    private String title = "";
    private String time = "";
    private final List<Id> ids = new ArrayList<>();
    private String family = "";
    private String given = "";
    private String born = "";
    private String sex = "";
    private String qualifier = "";
    private boolean birthName;

    private CdaReading() {}

    /** Empty for XML that is something else. @throws Unsafe for what cannot be read safely */
    static Optional<CdaHead> head(byte[] octets) throws Unsafe {
        var reading = new CdaReading();
        SafeXml.read(octets, reading);
        if (!reading.is) return Optional.empty();
        return Optional.of(new CdaHead(
                reading.id,
                reading.code,
                reading.title,
                reading.time,
                new Patient(reading.ids, reading.family, reading.given, reading.born, reading.sex)));
    }

    @Override
    public boolean start(String path, XMLStreamReader at) {
        switch (path) {
            case ROOT -> is = "urn:hl7-org:v3".equals(at.getNamespaceURI());
            case ROOT + "/id" -> id = id(at);
            case ROOT + "/code" -> code = coded(at);
            case ROOT + "/effectiveTime" -> time = SafeXml.attribute(at, "value");
            case PATIENT + "/id" -> {
                var one = id(at);
                if (!one.isEmpty() && ids.size() < MOST_IDS) ids.add(one);
            }
            case PATIENT + "/patient/birthTime" -> born = SafeXml.attribute(at, "value");
            case PATIENT + "/patient/administrativeGenderCode" -> sex = SafeXml.attribute(at, "code");
            case PATIENT + "/patient/name/family", PATIENT + "/patient/name/given" ->
                qualifier = SafeXml.attribute(at, "qualifier");
            default -> {}
        }
        return is && !path.equals(ROOT + "/component");
    }

    @Override
    public void text(String path, String text) {
        switch (path) {
            case ROOT + "/title" -> title = text;
            // The name at birth is the one that identifies a patient; the name of use comes where there is no other.
            case PATIENT + "/patient/name/family" -> {
                boolean atBirth = qualifier.equals("BR");
                if (family.isEmpty() || atBirth && !birthName) family = text;
                birthName |= atBirth;
            }
            case PATIENT + "/patient/name/given" -> given = given.isEmpty() ? text : given;
            default -> {}
        }
    }

    private static Id id(XMLStreamReader at) {
        return new Id(SafeXml.attribute(at, "root"), SafeXml.attribute(at, "extension"));
    }

    private static Coded coded(XMLStreamReader at) {
        return new Coded(
                SafeXml.attribute(at, "code"),
                SafeXml.attribute(at, "codeSystem"),
                SafeXml.attribute(at, "displayName"));
    }
}
