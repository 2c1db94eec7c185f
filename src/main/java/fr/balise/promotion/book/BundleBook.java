package fr.balise.promotion.book;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.LenientErrorHandler;
import fr.balise.kernel.NationalPersonId;
import fr.balise.promotion.Question;
import fr.balise.promotion.book.BrokenBook.Fault;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;

/** A FHIR R4 Bundle: each telecom of the kind e-mail of a Practitioner, a PractitionerRole or an Organization is an entry. */
final class BundleBook {
    private static final Pattern LINE = Pattern.compile("line: (\\d{1,9})");
    private static final String RPPS = "https://rpps.esante.gouv.fr";

    /** Under which a national id stands with its prefix. */
    private static final String NATIONAL = "urn:oid:1.2.250.1.71.4.2.1";

    private BundleBook() {}

    static void read(byte[] file, FhirContext fhir, Entries entries) throws BrokenBook {
        int at = 0;
        for (var entry : bundle(file, fhir).getEntry()) {
            at++;
            var resource = entry.getResource();
            if (resource == null || !isCorrespondent(resource)) continue;
            var mails = mails(resource);
            if (mails.isEmpty()) entries.add(at, "", name(resource), person(resource));
            for (var mail : mails)
                entries.add(at, Objects.requireNonNullElse(mail.getValue(), ""), name(resource), person(resource));
        }
    }

    static byte[] corrected(byte[] file, FhirContext fhir, Map<Integer, String> instead) throws BrokenBook {
        var bundle = bundle(file, fhir);
        int number = 0;
        for (var entry : bundle.getEntry()) {
            var resource = entry.getResource();
            if (resource == null || !isCorrespondent(resource)) continue;
            var mails = mails(resource);
            if (mails.isEmpty()) {
                var added = instead.get(number++);
                if (added != null)
                    telecoms(resource)
                            .add(new ContactPoint()
                                    .setSystem(ContactPointSystem.EMAIL)
                                    .setValue(added));
            }
            for (var mail : mails) {
                var other = instead.get(number++);
                if (other != null) mail.setValue(other);
            }
        }
        return parser(fhir).encodeResourceToString(bundle).getBytes(StandardCharsets.UTF_8);
    }

    private static Bundle bundle(byte[] file, FhirContext fhir) throws BrokenBook {
        if (file.length > BookFormat.LARGEST_BUNDLE.toBytes()) throw new BrokenBook(Fault.TOO_LARGE, 0);
        try {
            return parser(fhir).parseResource(Bundle.class, new String(file, StandardCharsets.UTF_8));
        } catch (DataFormatException | ClassCastException | IllegalArgumentException broken) {
            var line = LINE.matcher(Objects.requireNonNullElse(broken.getMessage(), ""));
            throw new BrokenBook(Fault.BROKEN_BUNDLE, line.find() ? Integer.parseInt(line.group(1)) : 0);
        }
    }

    /** What it does not understand it passes over without a word: a log must not hold what stands in somebody's address book. */
    private static IParser parser(FhirContext fhir) {
        return fhir.newJsonParser().setParserErrorHandler(new LenientErrorHandler(false).setErrorOnInvalidValue(false));
    }

    private static boolean isCorrespondent(Resource resource) {
        return resource instanceof Practitioner
                || resource instanceof PractitionerRole
                || resource instanceof Organization;
    }

    private static List<ContactPoint> telecoms(Resource resource) {
        return switch (resource) {
            case Practitioner person -> person.getTelecom();
            case PractitionerRole role -> role.getTelecom();
            case Organization structure -> structure.getTelecom();
            default -> List.of();
        };
    }

    private static List<ContactPoint> mails(Resource resource) {
        return telecoms(resource).stream()
                .filter(one -> one.getSystem() == ContactPointSystem.EMAIL)
                .toList();
    }

    private static String name(Resource resource) {
        if (resource instanceof PractitionerRole role)
            return Optional.ofNullable(role.getPractitioner().getDisplay()).orElse("");
        if (!(resource instanceof Practitioner person) || person.getName().isEmpty()) return "";
        var name = person.getName().getFirst();
        var parts = Stream.concat(
                        Stream.ofNullable(name.getFamily()),
                        name.getGiven().stream()
                                .map(StringType::getValue)
                                .filter(Objects::nonNull)
                                .limit(1))
                .toList();
        return parts.isEmpty() ? text(name) : String.join(" ", parts);
    }

    private static String text(HumanName name) {
        return Objects.requireNonNullElse(name.getText(), "");
    }

    private static @Nullable NationalPersonId person(Resource resource) {
        var identifiers = switch (resource) {
            case Practitioner person -> person.getIdentifier();
            case PractitionerRole role -> List.of(role.getPractitioner().getIdentifier());
            default -> List.<Identifier>of();
        };
        return identifiers.stream()
                .filter(one -> RPPS.equals(one.getSystem()) || NATIONAL.equals(one.getSystem()))
                .flatMap(one -> Question.number(Objects.requireNonNullElse(one.getValue(), "")).stream())
                .findFirst()
                .orElse(null);
    }
}
