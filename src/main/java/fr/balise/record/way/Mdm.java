package fr.balise.record.way;

import fr.balise.record.document.CdaHead.Coded;
import fr.balise.record.document.CdaHead.Id;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * {@code MDM^T02^MDM_T02} in HL7 v2.6 as the national volet wants it (CI-SIS, "Transmission au LPS d'un document CDA-R2 en HL7v2"): one
 * document, one patient. Pure. Decision 0161 says what is left out.
 */
final class Mdm {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmssxx").withZone(ZoneOffset.UTC);
    private static final String LOINC = "2.16.840.1.113883.6.1";

    /** National identity numbers: issued, temporary, and of tests. */
    private static final Map<String, String> NATIONAL = Map.of(
            "1.2.250.1.213.1.4.8", "ASIP-SANTE-INS-NIR",
            "1.2.250.1.213.1.4.9", "ASIP-SANTE-INS-NIA",
            "1.2.250.1.213.1.4.10", "ASIP-SANTE-INS-NIR");

    /** Where a document has no code of its own: a local one, said to be local. */
    private static final Coded PDF = new Coded("PDF", "L", "Document PDF");

    private Mdm() {}

    /** What the acknowledgement must name. */
    static String control(Parcel parcel) {
        return parcel.token().toString().replace("-", "");
    }

    /** @param receiver application^facility, checked before */
    static String message(String receiver, Parcel parcel, Instant now) {
        var to = receiver.split("\\^", 2);
        var head = parcel.document().head();
        var code = head == null || head.code().code().isEmpty() ? PDF : head.code();
        var kind = coded(code);
        return String.join(
                "\r",
                "MSH|^~\\&|BALISE|" + text(parcel.mailbox().replaceFirst(".*@", "")) + "|" + text(to[0]) + "|"
                        + text(to[to.length - 1]) + "|" + MOMENT.format(now) + "||MDM^T02^MDM_T02|" + control(parcel)
                        + "|P|2.6|||||FRA|UNICODE UTF-8|||2.1^CISIS_CDA_HL7_V2",
                "EVN||" + MOMENT.format(now),
                pid(parcel),
                "PV1|1|N",
                "ORC|NW",
                "OBR|1|||" + kind,
                "TXA|1|" + text(code.code()) + "|TEXT|||||||||" + unique(parcel) + "|||||AU",
                "OBX|1|ED|" + kind + "||"
                        + (head == null ? "^application^PDF^Base64^" : "^text^XML^Base64^")
                        + Base64.getEncoder().encodeToString(parcel.document().octets()) + "||||||F",
                "");
    }

    private static String pid(Parcel parcel) {
        var patient = parcel.patient();
        return "PID|1||" + patient.ids().stream().map(Mdm::identifier).collect(Collectors.joining("~")) + "||"
                + text(patient.family()) + "^" + text(patient.given()) + "^^^^^L||" + text(patient.born()) + "|"
                + text(patient.sex());
    }

    private static String identifier(Id id) {
        var national = NATIONAL.get(id.root());
        return text(id.extension()) + "^^^" + Objects.requireNonNullElse(national, "") + "&" + text(id.root()) + "&ISO^"
                + (national == null ? "PI" : "INS");
    }

    private static String coded(Coded code) {
        var system = switch (code.system()) {
            case LOINC -> "LN";
            case "1.2.250.1.213.1.1.4.12" -> "TRE_A05";
            default -> code.system();
        };
        return text(code.code()) + "^" + text(code.words()) + "^" + text(system);
    }

    private static String unique(Parcel parcel) {
        var head = parcel.document().head();
        if (head == null || head.id().isEmpty()) return control(parcel);
        var id = head.id();
        return id.extension().isEmpty() ? text(id.root()) : text(id.extension()) + "^^" + text(id.root()) + "^ISO";
    }

    /** A stranger's text in a field: no delimiter of it ends the field, no line of it begins a segment. */
    static String text(String raw) {
        var safe = new StringBuilder(raw.length());
        for (int n = 0; n < raw.length(); n++) {
            char c = raw.charAt(n);
            switch (c) {
                case '\\' -> safe.append("\\E\\");
                case '|' -> safe.append("\\F\\");
                case '^' -> safe.append("\\S\\");
                case '&' -> safe.append("\\T\\");
                case '~' -> safe.append("\\R\\");
                default -> safe.append(c < ' ' || c == 0x7f ? ' ' : c);
            }
        }
        return safe.toString();
    }
}
