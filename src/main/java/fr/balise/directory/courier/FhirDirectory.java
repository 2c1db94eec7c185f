package fr.balise.directory.courier;

import ca.uhn.fhir.context.FhirContext;
import fr.balise.directory.courier.FhirCalls.Answer;
import fr.balise.directory.courier.FhirCalls.Ended;
import fr.balise.directory.fhir.Systems;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * The write API of the national directory (draft, docs/fhir-write.md): finds the carrier by its national identifiers, reads it, and patches
 * it by its id under {@code If-Match} where it is not as wished. Nothing is written blindly.
 */
final class FhirDirectory implements NationalDirectory {
    /** Somebody else writes the same resource at the same moment; more often than this it is left for later. */
    private static final int TURNS = 3;

    private final FhirCalls calls;

    FhirDirectory(PublisherSettings settings, FhirContext fhir, InstantSource clock) {
        calls = new FhirCalls(settings, fhir, clock);
    }

    @Override
    public List<Reply> bring(List<Wish> wishes) {
        var replies = new ArrayList<Reply>();
        for (var wish : wishes) {
            var reply = bring(wish);
            replies.add(reply);
            if (reply instanceof Reply.Later(var why, var _) && why.ofTheServer()) break;
        }
        return replies;
    }

    private Reply bring(Wish wish) {
        try {
            var target = target(wish);
            if (target == null) return wish.present() ? new Reply.Refused(Trouble.CARRIER_UNKNOWN) : unchanged();
            return change(target, wish);
        } catch (Ended ended) {
            return ended.reply();
        }
    }

    private static Reply unchanged() {
        return new Reply.Done(false);
    }

    private Reply change(String target, Wish wish) throws Ended {
        var resource = target.substring(0, target.indexOf('/'));
        for (int turn = 0; turn < TURNS; turn++) {
            var seen = calls.get(target);
            switch (Step.of(resource, telecoms(seen.resource()), wish)) {
                case Step.Nothing _ -> {
                    return new Reply.Done(turn > 0);
                }
                case Step.Impossible _ -> {
                    return new Reply.Refused(Trouble.OTHER_TYPE);
                }
                case Step.Change(var patch) -> {
                    try {
                        return taken(resource, target, calls.patch(target, etag(seen), patch), wish);
                    } catch (Ended ended) {
                        if (ended.status() != 412) throw ended; // else: read again, it is another version now
                    }
                }
            }
        }
        return new Reply.Later(Trouble.CHANGED_MEANWHILE, null);
    }

    /** A yes is believed when the resource shows it. */
    private Reply taken(String resource, String target, @Nullable Answer answer, Wish wish) throws Ended {
        var shown = answer == null || telecoms(answer.resource()).isEmpty() ? calls.get(target) : answer;
        return Step.isDone(resource, telecoms(shown.resource()), wish)
                ? new Reply.Done(true)
                : new Reply.Later(Trouble.NOT_TAKEN, null);
    }

    /** @return for instance {@code Practitioner/12}; null when there is none */
    private @Nullable String target(Wish wish) throws Ended {
        var kind = wish.person() == null
                ? Organization.class
                : wish.structure() == null ? Practitioner.class : PractitionerRole.class;
        var found =
                entries(calls.get(kind.getSimpleName() + "?" + condition(wish)).resource(), kind);
        if (found.size() > 1) {
            // Two situations at one structure: the one that has the address already is meant.
            var having = found.stream()
                    .filter(r -> telecoms(r).stream().anyMatch(point -> Telecom.is(point, wish)))
                    .toList();
            if (having.isEmpty() && !wish.present()) return null;
            if (having.size() != 1) throw new Ended(new Reply.Refused(Trouble.CARRIER_AMBIGUOUS), 412);
            found = having;
        }
        return found.isEmpty()
                ? null
                : kind.getSimpleName() + "/" + found.getFirst().getIdElement().getIdPart();
    }

    private static String condition(Wish wish) {
        var person = wish.person();
        var structure = wish.structure();
        if (person == null)
            return token(
                    "identifier",
                    Systems.STRUCTURE_ID,
                    Objects.requireNonNull(structure).nationalId());
        if (structure == null) return token("identifier", Systems.PERSON_ID, person.nationalId());
        return token("practitioner.identifier", Systems.PERSON_ID, person.nationalId()) + "&"
                + token("organization.identifier", Systems.STRUCTURE_ID, structure.nationalId());
    }

    private static String token(String parameter, String system, String code) {
        return parameter + "=" + URLEncoder.encode(system + "|" + code, StandardCharsets.UTF_8);
    }

    private static List<? extends Resource> entries(Resource answer, Class<? extends Resource> kind) throws Ended {
        if (!(answer instanceof Bundle bundle)) throw new Ended(new Reply.Later(Trouble.UNREADABLE, null), 200);
        return bundle.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(kind::isInstance)
                .filter(resource -> resource.getIdElement().hasIdPart())
                .toList();
    }

    private static List<ContactPoint> telecoms(Resource resource) {
        return switch (resource) {
            case Practitioner practitioner -> practitioner.getTelecom();
            case PractitionerRole role -> role.getTelecom();
            case Organization organization -> organization.getTelecom();
            default -> List.of();
        };
    }

    /** A server that sends no ETag but a version in the resource means the same. */
    private static @Nullable String etag(Answer seen) {
        if (seen.etag() != null) return seen.etag();
        var version = seen.resource().getMeta().getVersionId();
        return version == null ? null : "W/\"" + version + "\"";
    }
}
