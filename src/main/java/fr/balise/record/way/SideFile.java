package fr.balise.record.way;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What stands beside a document that was laid down: docs/record.md tells each member. */
final class SideFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SideFile() {}

    static byte[] of(Parcel parcel) {
        var all = new LinkedHashMap<String, Object>();
        var document = parcel.document();
        all.put("version", 1);
        all.put("id", parcel.token().toString());
        all.put("file", Dropping.name(parcel));
        all.put("type", document.type());
        all.put("octets", document.octets().length);
        all.put("sha256", document.sha256Hex());
        put(all, "name", document.name());
        put(all, "uniqueId", document.uniqueId() == null ? "" : document.uniqueId());
        if (document.head() != null) {
            put(all, "title", document.head().title());
            put(all, "date", document.head().time());
            put(all, "documentType", document.head().code().code());
            put(all, "documentTypeSystem", document.head().code().system());
        }
        var patient = patient(parcel);
        if (!patient.isEmpty()) all.put("patient", patient);
        var message = new LinkedHashMap<String, Object>();
        put(message, "mailbox", parcel.mailbox());
        put(message, "from", parcel.from());
        put(message, "messageId", parcel.messageId());
        put(message, "received", parcel.received().toString());
        all.put("message", message);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(all);
    }

    private static Map<String, Object> patient(Parcel parcel) {
        var patient = parcel.patient();
        var all = new LinkedHashMap<String, Object>();
        if (!patient.ids().isEmpty())
            all.put(
                    "identifiers",
                    patient.ids().stream()
                            .map(id -> Map.of("system", id.root(), "value", id.extension()))
                            .toList());
        put(all, "family", patient.family());
        put(all, "given", patient.given());
        put(all, "birthDate", patient.born());
        put(all, "sex", patient.sex());
        return all;
    }

    private static void put(Map<String, Object> all, String name, String value) {
        if (!value.isEmpty()) all.put(name, value);
    }
}
