package fr.balise.mailbox.web;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.Named;
import fr.balise.mailbox.lifecycle.Command;
import fr.balise.mailbox.lifecycle.Gate;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The request for a deletion as it was filled in.
 *
 * @param told whether those who still write are told the new address
 */
record DeletionForm(Set<Gate.Opened> seen, String justification, boolean told) {

    static final DeletionForm EMPTY = new DeletionForm(Set.of(), "", true);

    static DeletionForm of(Map<String, String> form) {
        var seen = EnumSet.noneOf(Gate.Opened.class);
        for (var opened : Gate.Opened.values()) if (form.containsKey(field(opened))) seen.add(opened);
        return new DeletionForm(
                seen, ReplyForm.clean(form.getOrDefault("justification", "")).strip(), form.containsKey("told"));
    }

    Map<String, String> fields() {
        var fields = new LinkedHashMap<String, String>();
        seen.forEach(opened -> fields.put(field(opened), "on"));
        fields.put("justification", justification);
        if (told) fields.put("told", "on");
        return fields;
    }

    /** @param newAddress the one that may be told; null for none */
    Command.RequestDeletion command(@Nullable MailAddress newAddress) {
        return new Command.RequestDeletion(
                seen, justification.isEmpty() ? null : justification, told ? newAddress : null);
    }

    public boolean ticked(String opened) {
        return seen.stream().anyMatch(one -> field(one).equals(opened));
    }

    private static String field(Gate.Opened opened) {
        return Named.word(opened);
    }
}
