package fr.balise.directory.fhir;

import java.util.stream.Stream;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.NullUnmarked;

/** Bodies of patches as a client writes them. */
@NullUnmarked
final class Patch {
    private Patch() {}

    record Operation(String type, String path, Integer index, Type value) {}

    static String of(Operation... operations) {
        var parameters = new Parameters();
        for (var operation : operations) {
            var parameter = parameters.addParameter().setName("operation");
            parameter.addPart().setName("type").setValue(new CodeType(operation.type));
            parameter.addPart().setName("path").setValue(new StringType(operation.path));
            if (operation.index != null)
                parameter.addPart().setName("index").setValue(new IntegerType(operation.index));
            if (operation.value != null) parameter.addPart().setName("value").setValue(operation.value);
        }
        return Calling.FHIR.newJsonParser().encodeResourceToString(parameters);
    }

    static Operation insert(String resource, ContactPoint value) {
        return new Operation("insert", resource + ".telecom", 0, value);
    }

    static Operation replace(String resource, String address, ContactPoint value) {
        return new Operation("replace", one(resource, address), null, value);
    }

    static Operation delete(String resource, String address) {
        return new Operation("delete", one(resource, address), null, null);
    }

    static Operation rank(String resource, String address, int rank) {
        return new Operation("replace", one(resource, address) + ".rank", null, new IntegerType(rank));
    }

    static Operation unlisted(String resource, String address, boolean unlisted) {
        return field(resource, address, "listeRouge", new BooleanType(unlisted));
    }

    static Operation field(String resource, String address, String field, Type value) {
        return new Operation(
                "replace",
                one(resource, address) + ".extension('" + Systems.MAILBOX_METADATA + "').extension('" + field
                        + "').value",
                null,
                value);
    }

    static String one(String resource, String address) {
        return resource + ".telecom.where(value = '" + address + "')";
    }

    static ContactPoint box(String address, String type) {
        var box = new ContactPoint()
                .setSystem(ContactPoint.ContactPointSystem.EMAIL)
                .setValue(address);
        box.addExtension(
                Systems.EMAIL_TYPE,
                new Coding()
                        .setSystem(Systems.nomenclature("TRE_R256-TypeMessagerie"))
                        .setCode("MSSANTE"));
        var metadata = box.addExtension().setUrl(Systems.MAILBOX_METADATA);
        metadata.addExtension(
                "type",
                new CodeableConcept(new Coding()
                        .setSystem(Systems.nomenclature("TRE_R257-TypeBAL"))
                        .setCode(type)));
        return box;
    }

    static Extension metadata(ContactPoint box) {
        return Stream.of(box.getExtensionByUrl(Systems.MAILBOX_METADATA))
                .findFirst()
                .orElseThrow();
    }
}
