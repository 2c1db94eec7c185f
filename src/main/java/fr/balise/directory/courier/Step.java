package fr.balise.directory.courier;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;

/** What has to be done so that a resource has what is wished. Pure. */
sealed interface Step {

    record Nothing() implements Step {}

    /** An address has one type everywhere, for ever. */
    record Impossible() implements Step {}

    record Change(Parameters patch) implements Step {}

    /**
     * The whole mailbox is replaced, never a field of it: setting a first rank by its path is undefined in the draft, and a red list that
     * is not told might be read as published.
     */
    static Step of(String resource, List<ContactPoint> telecoms, Wish wish) {
        var there = telecoms.stream().filter(point -> Telecom.is(point, wish)).toList();
        if (!wish.present()) return there.isEmpty() ? new Nothing() : new Change(delete(resource, there));
        if (there.isEmpty()) return new Change(insert(resource, wish));
        var first = there.getFirst();
        if (Telecom.type(first).filter(type -> type != wish.type()).isPresent()) return new Impossible();
        if (Telecom.asWished(first, wish)) return new Nothing();
        var replace = operation(new Parameters(), "replace", one(resource, first));
        replace.addPart().setName("value").setValue(Telecom.of(wish, first.getValue()));
        return new Change(patch(replace));
    }

    private static Parameters insert(String resource, Wish wish) {
        var operation = operation(new Parameters(), "insert", resource + ".telecom");
        operation.addPart().setName("index").setValue(new IntegerType(0));
        operation
                .addPart()
                .setName("value")
                .setValue(Telecom.of(wish, wish.address().toString()));
        return patch(operation);
    }

    private static Parameters delete(String resource, List<ContactPoint> there) {
        var patch = new Parameters();
        there.stream().map(point -> one(resource, point)).distinct().forEach(path -> operation(patch, "delete", path));
        return patch;
    }

    private static String one(String resource, ContactPoint point) {
        return resource + ".telecom.where(value = '"
                + point.getValue().replace("\\", "\\\\").replace("'", "\\'") + "')";
    }

    private static Parameters.ParametersParameterComponent operation(Parameters patch, String type, String path) {
        var operation = patch.addParameter().setName("operation");
        operation.addPart().setName("type").setValue(new CodeType(type));
        operation.addPart().setName("path").setValue(new StringType(path));
        return operation;
    }

    private static Parameters patch(Parameters.ParametersParameterComponent operation) {
        return new Parameters().addParameter(operation);
    }

    /** Whether a resource is as wished. */
    static boolean isDone(String resource, List<ContactPoint> telecoms, Wish wish) {
        return Optional.of(of(resource, telecoms, wish))
                .filter(Nothing.class::isInstance)
                .isPresent();
    }
}
