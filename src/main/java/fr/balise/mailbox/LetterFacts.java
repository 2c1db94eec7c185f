package fr.balise.mailbox;

import fr.balise.directory.Structure;
import fr.balise.kernel.Rpps;
import fr.balise.kernel.Spoken;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a letter names: all that the operator needs to find the mailbox and the person, and nothing else.
 *
 * @param lines label and value, in the order of the letter
 * @param reason why it is asked, one sentence; null where nothing special is known
 */
record LetterFacts(
        String address,
        String sender,
        Map<String, String> lines,
        @Nullable String reason) {

    static LetterFacts of(StoredRequest request, Box box, Material material) {
        var lines = new LinkedHashMap<String, String>();
        lines.put("Adresse", box.address().toString());
        if (box.type() != null) lines.put("Type de boîte", type(box));
        lines.put("Demandeur", sender(material));
        lines.put(number(material), identifier(material));
        structures(box).forEach(structure -> lines.merge("Structure", described(structure), (a, b) -> a + " ; " + b));
        if (box.operator() != null) lines.put("Opérateur", box.operator().name());
        lines.put("Publication", publication(box, request));
        return new LetterFacts(box.address().toString(), sender(material), lines, reason(request, box));
    }

    private static String type(Box box) {
        return switch (Objects.requireNonNull(box.type())) {
            case PER -> "personnelle (PER)";
            case ORG -> "de service (ORG)";
            case CAB -> "de cabinet (CAB)";
            case APP -> "de logiciel (APP)";
        };
    }

    private static String sender(Material material) {
        var person = material.person();
        return person == null ? material.subject().actor().name() : person.titledName();
    }

    private static String number(Material material) {
        return material.subject().person().rpps().isPresent() ? "Numéro RPPS" : "Identifiant national";
    }

    private static String identifier(Material material) {
        var id = material.subject().person();
        return id.rpps().map(Rpps::value).orElse(id.value());
    }

    private static List<Structure> structures(Box box) {
        return box.attachments().stream()
                .map(Box.Attachment::structure)
                .flatMap(structure -> Optional.ofNullable(structure).stream())
                .distinct()
                .limit(3) // one page of A4
                .toList();
    }

    private static String described(Structure structure) {
        var told = new ArrayList<String>();
        told.add(structure.shownName());
        if (structure.finess() != null) told.add("FINESS " + structure.finess());
        else if (structure.siret() != null) told.add("SIRET " + structure.siret());
        else told.add("identifiant " + structure.nationalId());
        var city = structure.address().city();
        if (city != null) told.add(city);
        return String.join(", ", told);
    }

    private static String publication(Box box, StoredRequest request) {
        return switch (box.publication()) {
            case Box.Publication.Published(var since, var atLeast) ->
                "publiée dans l’Annuaire Santé depuis " + (atLeast ? "au moins " : "") + "le "
                        + Spoken.day(since, Locale.FRANCE)
                        + (request.seenFile() == null
                                ? ""
                                : " (fichier du " + Spoken.day(request.seenFile(), Locale.FRANCE) + ")");
            case Box.Publication.Disappeared(var on) ->
                "absente de l’Annuaire Santé depuis le fichier du " + Spoken.day(on, Locale.FRANCE);
            case Box.Publication.Unlisted _ -> "non publiée (liste rouge)";
            case Box.Publication.NeverListed _ -> "absente de l’Annuaire Santé";
        };
    }

    private static @Nullable String reason(StoredRequest request, Box box) {
        if (request.kind() == RequestView.Kind.CORRECT) return correction(box);
        for (var attachment : box.attachments()) {
            var situation = attachment.situation();
            if (situation == null || situation.presence().goneSince() == null || attachment.structure() == null)
                continue;
            return "Mon activité au " + attachment.structure().shownName()
                    + " n’apparaît plus dans l’annuaire depuis le "
                    + Spoken.day(situation.presence().goneSince(), Locale.FRANCE) + ".";
        }
        return box.evidence() instanceof Evidence.DeclaredNotRead ? "Je ne consulte plus cette boîte." : null;
    }

    private static String correction(Box box) {
        if (box.hidden()) return "Cette boîte est indiquée à mon nom, mais ce n’est pas la mienne.";
        if (box.elsewhere() > 0)
            return "Cette adresse figure aussi au nom d’une autre personne ou d’une autre structure.";
        return "Cette adresse n’est pas rattachée comme elle devrait l’être.";
    }
}
