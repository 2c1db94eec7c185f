package fr.balise.directory.fhir;

import fr.balise.directory.fhir.PatchBody.Operation;
import fr.balise.kernel.MailboxType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a patch makes of the mailboxes of one resource: step by step, in order, all of them or none. No database. */
final class Patching {
    /** The pattern of the national draft, and the other name of the same gateway. */
    private static final Pattern MSSANTE =
            Pattern.compile("[^@\\s]+@(?:[^@\\s]+\\.mssante\\.fr|(?:interop-)?mssante\\.apicrypt\\.org)");

    private Patching() {}

    /** @param before by the key of the address */
    static Map<String, Box> apply(Map<String, Box> before, List<Operation> operations) {
        var boxes = new HashMap<>(before);
        for (var operation : operations) apply(boxes, operation);
        return boxes;
    }

    private static void apply(Map<String, Box> boxes, Operation operation) {
        var key = operation.address().key();
        var held = boxes.get(key);
        switch (operation) {
            case Operation.Insert(var telecom) -> {
                if (held != null) throw Unwritable.duplicate();
                boxes.put(key, begun(telecom));
            }
            case Operation.Replace(var _, var telecom) -> boxes.put(key, replaced(present(held), telecom));
            case Operation.Set(var _, var change) ->
                boxes.put(key, present(held).with(change));
            case Operation.Fix _ -> {
                present(held);
                throw Unwritable.rule(
                        "Address, system, type and the presence of listeRouge never change: delete the mailbox and insert another.");
            }
            // FHIR Patch: a delete that finds nothing is no error.
            case Operation.Delete _ -> boxes.remove(key);
        }
    }

    private static Box present(@org.jspecify.annotations.Nullable Box held) {
        if (held == null) throw Unwritable.absent();
        return held;
    }

    private static Box begun(Telecom telecom) {
        var type = telecom.type();
        if (type == null) throw Unwritable.rule("A new mailbox has a type: PER, ORG, APP or CAB in its metadata.");
        if (!MSSANTE.matcher(telecom.address().key()).matches())
            throw Unwritable.rule(
                    "The domain of a mailbox ends in mssante.fr, or is the gateway mssante.apicrypt.org.");
        return box(telecom, type, Boolean.TRUE.equals(telecom.unlisted()));
    }

    /** Nothing is published by leaving listeRouge out. */
    private static Box replaced(Box held, Telecom telecom) {
        var type = telecom.type();
        if (!held.address().key().equals(telecom.address().key()))
            throw Unwritable.rule("The address of a mailbox never changes: delete it and insert another.");
        if (type != null && type != held.type())
            throw Unwritable.rule("The type of a mailbox never changes: delete it and insert another.");
        var unlisted = telecom.unlisted();
        return box(telecom, held.type(), unlisted == null ? held.unlisted() : unlisted);
    }

    private static Box box(Telecom telecom, MailboxType type, boolean unlisted) {
        return new Box(
                telecom.address(),
                type,
                unlisted,
                telecom.rank(),
                telecom.description(),
                telecom.service(),
                telecom.responsible());
    }
}
