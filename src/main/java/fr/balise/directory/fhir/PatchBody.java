package fr.balise.directory.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.StrictErrorHandler;
import fr.balise.directory.fhir.Box.Change;
import fr.balise.kernel.MailAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/** Reads the body of a FHIR Patch. Whatever is not understood is refused (400): half a patch is not what was asked. */
final class PatchBody {
    private static final int MOST = 100;

    /** A patch of mailboxes nests ten deep. */
    private static final int DEEPEST = 40;

    private final Kind kind;

    private PatchBody(Kind kind) {
        this.kind = kind;
    }

    /** One step of a patch, for one mailbox. */
    sealed interface Operation {
        MailAddress address();

        record Insert(Telecom telecom) implements Operation {
            @Override
            public MailAddress address() {
                return telecom.address();
            }
        }

        record Replace(MailAddress address, Telecom telecom) implements Operation {}

        record Set(MailAddress address, Change change) implements Operation {}

        record Delete(MailAddress address) implements Operation {}

        /** Touches what never changes. */
        record Fix(MailAddress address) implements Operation {}
    }

    static List<Operation> read(FhirContext fhir, Kind kind, String body) {
        var operations = parse(fhir, body).getParameter();
        if (operations.isEmpty())
            throw Unwritable.malformed("A patch is a Parameters resource with at least one operation.");
        if (operations.size() > MOST) throw Unwritable.malformed("A patch has at most " + MOST + " operations.");
        var reader = new PatchBody(kind);
        return operations.stream().map(reader::operation).toList();
    }

    private static Parameters parse(FhirContext fhir, String body) {
        depth(body);
        try {
            var parser = fhir.newJsonParser().setParserErrorHandler(new StrictErrorHandler());
            if (parser.parseResource(body) instanceof Parameters parameters) return parameters;
        } catch (RuntimeException e) { // the parser has many ways to say that it does not understand
            throw Unwritable.malformed("The body is not a FHIR resource in JSON.");
        }
        throw Unwritable.malformed("A patch is a Parameters resource.");
    }

    /** Before a parser goes down as deep as it is told to. */
    private static void depth(String body) {
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (quoted) {
                if (c == '\\') i++;
                else if (c == '"') quoted = false;
            } else if (c == '"') quoted = true;
            else if (c == '{' || c == '[') depth++;
            else if (c == '}' || c == ']') depth--;
            if (depth > DEEPEST) throw Unwritable.malformed("The body nests deeper than any patch does.");
        }
    }

    private Operation operation(ParametersParameterComponent parameter) {
        if (!"operation".equals(parameter.getName()) || parameter.hasValue() || parameter.hasResource())
            throw Unwritable.malformed("Each parameter is named operation and has parts.");
        var parts = parts(parameter);
        var path = PatchPath.read(kind, text(parts, "path"));
        var value = parts.get("value");
        return switch (text(parts, "type")) {
            case "insert" -> insert(path, parts);
            case "replace" -> replace(path, value);
            case "delete" -> delete(path, value);
            default -> throw Unwritable.malformed("The type of an operation is insert, replace or delete.");
        };
    }

    private static Map<String, Type> parts(ParametersParameterComponent parameter) {
        var parts = new HashMap<String, Type>();
        for (var part : parameter.getPart()) {
            if (part.getName() == null
                    || !java.util.Set.of("type", "path", "index", "value").contains(part.getName()))
                throw Unwritable.malformed("The parts of an operation are type, path, index and value.");
            if (part.getValue() == null) throw Unwritable.malformed("A part of an operation has no value.");
            if (parts.put(part.getName(), part.getValue()) != null)
                throw Unwritable.malformed("A part of an operation stands there twice.");
        }
        return parts;
    }

    private static Operation insert(PatchPath path, Map<String, Type> parts) {
        if (!(path instanceof PatchPath.All))
            throw Unwritable.malformed("A mailbox is inserted into telecom: the path ends there.");
        if (!(parts.get("index") instanceof IntegerType index) || index.getValue() == null || index.getValue() < 0)
            throw Unwritable.malformed("insert has an index, a valueInteger from 0.");
        return new Operation.Insert(Telecom.read(parts.get("value")));
    }

    private static Operation replace(PatchPath path, @Nullable Type value) {
        return switch (path) {
            case PatchPath.All _ ->
                throw Unwritable.malformed("One mailbox is replaced at a time: name it by its address.");
            case PatchPath.One(var address) -> new Operation.Replace(address, Telecom.read(value));
            case PatchPath.Part(var address, var field) ->
                switch (field) {
                    case FIXED -> new Operation.Fix(address);
                    case UNLISTED -> new Operation.Set(address, new Change.Unlisted(flag(value)));
                    case RANK -> new Operation.Set(address, new Change.Rank(number(value)));
                    case DESCRIPTION -> new Operation.Set(address, new Change.Description(string(value)));
                    case SERVICE -> new Operation.Set(address, new Change.Service(string(value)));
                    case RESPONSIBLE -> new Operation.Set(address, new Change.Responsible(string(value)));
                };
        };
    }

    private static Operation delete(PatchPath path, @Nullable Type value) {
        if (value != null) throw Unwritable.malformed("delete has no value.");
        return switch (path) {
            case PatchPath.All _ ->
                throw Unwritable.malformed("One mailbox is deleted at a time: name it by its address.");
            case PatchPath.One(var address) -> new Operation.Delete(address);
            case PatchPath.Part(var address, var field) ->
                switch (field) {
                    case FIXED, UNLISTED -> new Operation.Fix(address);
                    case RANK -> new Operation.Set(address, new Change.Rank(null));
                    case DESCRIPTION -> new Operation.Set(address, new Change.Description(null));
                    case SERVICE -> new Operation.Set(address, new Change.Service(null));
                    case RESPONSIBLE -> new Operation.Set(address, new Change.Responsible(null));
                };
        };
    }

    private static String text(Map<String, Type> parts, String name) {
        var value = parts.get(name);
        if (value instanceof StringType text && text.getValue() != null) return text.getValue();
        if (value instanceof CodeType code && code.getValue() != null) return code.getValue();
        throw Unwritable.malformed("An operation has a type, a valueCode, and a path, a valueString.");
    }

    private static boolean flag(@Nullable Type value) {
        if (value instanceof BooleanType flag && flag.getValue() != null) return flag.getValue();
        throw Unwritable.malformed("listeRouge is replaced by a valueBoolean.");
    }

    private static Integer number(@Nullable Type value) {
        if (value instanceof IntegerType number && number.getValue() != null) return number.getValue();
        throw Unwritable.malformed("rank is replaced by a valueInteger.");
    }

    private static String string(@Nullable Type value) {
        if (value instanceof StringType text && text.getValue() != null) return text.getValue();
        throw Unwritable.malformed("This field is replaced by a valueString.");
    }
}
