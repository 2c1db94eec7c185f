package fr.balise.directory.fhir;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/**
 * A ContactPoint as others write it, understood: the type as a code, coding or concept of either nomenclature, with or without the
 * e-mail type. What would be lost is refused instead.
 *
 * @param type null when it is not told; {@code unlisted} likewise
 */
record Telecom(
        MailAddress address,
        @Nullable MailboxType type,
        @Nullable Boolean unlisted,
        @Nullable Integer rank,
        @Nullable String description,
        @Nullable String service,
        @Nullable String responsible) {
    private static final Set<String> TYPES = Set.of("PER", "ORG", "APP", "CAB");

    static Telecom read(@Nullable Type value) {
        if (!(value instanceof ContactPoint point))
            throw Unwritable.malformed("The value of this operation is a valueContactPoint.");
        if (point.getSystem() != ContactPointSystem.EMAIL || !point.hasValue())
            throw Unwritable.rule("Only MSSanté mailboxes are written here: system email, and an address as value.");
        if (point.hasUse() || point.hasPeriod())
            throw Unwritable.rule("use and period of a mailbox are not kept: leave them out.");
        var metadata = metadata(point);
        return new Telecom(
                PatchPath.address(point.getValue()),
                type(metadata),
                flag(metadata, "listeRouge"),
                point.hasRank() ? point.getRank() : null,
                text(metadata, "description"),
                text(metadata, "service"),
                text(metadata, "responsible"));
    }

    private static @Nullable Extension metadata(ContactPoint point) {
        Extension metadata = null;
        for (var extension : point.getExtension()) {
            switch (extension.getUrl()) {
                case Systems.EMAIL_TYPE -> {
                    if (!"MSSANTE".equals(code(extension.getValue())))
                        throw Unwritable.rule("The e-mail type of a mailbox is MSSANTE.");
                }
                case Systems.MAILBOX_METADATA -> {
                    if (metadata != null) throw Unwritable.rule("The metadata of the mailbox stand there twice.");
                    metadata = extension;
                }
                case null, default -> throw Unwritable.rule("An extension of the telecom is not known here.");
            }
        }
        if (metadata != null) known(metadata);
        return metadata;
    }

    private static void known(Extension metadata) {
        var urls = metadata.getExtension().stream().map(Extension::getUrl).toList();
        if (!Set.of("type", "listeRouge", "description", "service", "responsible")
                .containsAll(urls)) throw Unwritable.rule("A part of the metadata is not known here.");
        if (Set.copyOf(urls).size() != urls.size()) throw Unwritable.rule("A part of the metadata stands there twice.");
    }

    private static @Nullable MailboxType type(@Nullable Extension metadata) {
        var value = value(metadata, "type");
        if (value == null) return null;
        var code = code(value);
        if (!TYPES.contains(code)) throw Unwritable.rule("The type of a mailbox is PER, ORG, APP or CAB.");
        return MailboxType.valueOf(code);
    }

    private static String code(@Nullable Type value) {
        return switch (value) {
            case CodeType code when code.getValue() != null -> code.getValue();
            case Coding coding when coding.getCode() != null -> coding.getCode();
            case CodeableConcept concept ->
                concept.getCoding().stream()
                        .flatMap(c -> Stream.ofNullable(c.getCode()))
                        .findFirst()
                        .orElse("");
            case null, default -> "";
        };
    }

    private static @Nullable Boolean flag(@Nullable Extension metadata, String part) {
        var value = value(metadata, part);
        if (value == null) return null;
        if (value instanceof BooleanType flag && flag.getValue() != null) return flag.getValue();
        throw Unwritable.malformed("listeRouge is a valueBoolean.");
    }

    private static @Nullable String text(@Nullable Extension metadata, String part) {
        var value = value(metadata, part);
        if (value == null) return null;
        if (value instanceof StringType text && text.getValue() != null) return text.getValue();
        throw Unwritable.malformed("description, service and responsible are a valueString.");
    }

    private static @Nullable Type value(@Nullable Extension metadata, String part) {
        if (metadata == null) return null;
        var extension = metadata.getExtensionByUrl(part);
        if (extension == null) return null;
        if (extension.getValue() == null || extension.hasExtension())
            throw Unwritable.malformed("A part of the metadata has no value.");
        if (extension.getValue() instanceof PrimitiveType<?> primitive && primitive.getValue() == null)
            throw Unwritable.malformed("A part of the metadata has no value.");
        return extension.getValue();
    }
}
