package fr.balise.directory.courier;

import fr.balise.directory.fhir.Systems;
import fr.balise.kernel.MailboxType;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;

/** One mailbox as the national directory writes it: written as its draft says, read whichever way it is written. */
final class Telecom {
    private static final String METADATA = "mailbox-mss-metadata";

    private Telecom() {}

    static ContactPoint of(Wish wish, String spelling) {
        var point = new ContactPoint().setSystem(ContactPointSystem.EMAIL).setValue(spelling);
        if (wish.rank() != null) point.setRank(wish.rank());
        point.addExtension(new Extension(Systems.EMAIL_TYPE, coding("TRE_R256-TypeMessagerie", "MSSANTE")));
        var metadata = point.addExtension().setUrl(Systems.MAILBOX_METADATA);
        metadata.addExtension(
                "type",
                new CodeableConcept(coding("TRE_R257-TypeBAL", wish.type().name())));
        text(metadata, "description", wish.description());
        text(metadata, "service", wish.service());
        text(metadata, "responsible", wish.responsible());
        metadata.addExtension("listeRouge", new BooleanType(wish.unlisted()));
        return point;
    }

    private static void text(Extension metadata, String part, @Nullable String value) {
        if (value != null) metadata.addExtension(part, new StringType(value));
    }

    private static Coding coding(String nomenclature, String code) {
        return new Coding().setSystem(Systems.nomenclature(nomenclature)).setCode(code);
    }

    static boolean is(ContactPoint point, Wish wish) {
        return point.hasValue()
                && point.getValue().strip().equalsIgnoreCase(wish.address().toString());
    }

    /** Empty when it is not told. */
    static Optional<MailboxType> type(ContactPoint point) {
        var code = switch (part(point, "type")) {
            case Coding coding -> coding.getCode();
            case CodeableConcept concept ->
                concept.getCoding().stream()
                        .flatMap(c -> Stream.ofNullable(c.getCode()))
                        .findFirst()
                        .orElse("");
            case PrimitiveType<?> plain -> plain.getValueAsString();
            case null, default -> "";
        };
        return Stream.of(MailboxType.values())
                .filter(type -> type.name().equals(code))
                .findFirst();
    }

    /** What is not told counts as not there: neither on the red list, nor with a text. */
    static boolean asWished(ContactPoint point, Wish wish) {
        return (point.hasRank() ? point.getRank() : 0) == (wish.rank() == null ? 0 : wish.rank())
                && flag(point) == wish.unlisted()
                && same(part(point, "description"), wish.description())
                && same(part(point, "service"), wish.service())
                && same(part(point, "responsible"), wish.responsible());
    }

    private static boolean flag(ContactPoint point) {
        return part(point, "listeRouge") instanceof PrimitiveType<?> flag
                && "true".equalsIgnoreCase(flag.getValueAsString());
    }

    private static boolean same(@Nullable Type seen, @Nullable String wished) {
        var text = seen instanceof PrimitiveType<?> plain && plain.hasValue() ? plain.getValueAsString() : "";
        return text.strip().equals(wished == null ? "" : wished.strip());
    }

    /** The metadata extension goes by its last word: the drafts moved it from one place to another. */
    private static @Nullable Type part(ContactPoint point, String name) {
        return point.getExtension().stream()
                .filter(extension ->
                        extension.getUrl() != null && extension.getUrl().endsWith(METADATA))
                .flatMap(extension -> extension.getExtension().stream())
                .filter(extension -> name.equals(extension.getUrl()) && extension.hasValue())
                .map(Extension::getValue)
                .findFirst()
                .orElse(null);
    }
}
