package fr.balise.mailbox.web;

import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.lifecycle.AutoReply;
import fr.balise.mailbox.lifecycle.AutoReply.Fate;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The automatic reply as it was typed. Anything can stand in a field; {@link #read} tells what is wrong with each, and {@link #fields} gives
 * them back for the page, or for a draft.
 *
 * @param to key of the chosen {@link Target}
 */
record ReplyForm(
        String to,
        String french,
        String english,
        String from,
        String until,
        String every,
        boolean patients,
        boolean copy) {
    private static final int LONGEST_FIELD = 10;

    /** The holder's own words as Balise would write them for a target. */
    interface Proposal {
        String of(Target target, Locale language);
    }

    static ReplyForm of(Map<String, String> form) {
        return new ReplyForm(
                text(form, "to"),
                text(form, "french"),
                text(form, "english"),
                text(form, "from"),
                text(form, "until"),
                text(form, "every"),
                form.containsKey("patients"),
                text(form, "fate").equals("copied"));
    }

    /** What the page starts from. */
    static ReplyForm proposed(Target target, Proposal proposal, LocalDate today) {
        return new ReplyForm(
                target.key(),
                proposal.of(target, Locale.FRANCE),
                proposal.of(target, Locale.UK),
                today.toString(),
                "",
                Integer.toString(AutoReply.USUAL_DAYS),
                false,
                false);
    }

    /** What stands now. @param to the target that it names; null when that is none any more */
    static ReplyForm standing(AutoReply reply, @Nullable Target to) {
        var until = reply.until();
        return new ReplyForm(
                to == null ? "" : to.key(),
                reply.french(),
                reply.english(),
                reply.from().toString(),
                until == null ? "" : until.toString(),
                Integer.toString(reply.everyDays()),
                reply.patients(),
                reply.fate() == Fate.COPIED);
    }

    /** Words that nobody changed follow the target: they name its address and its place. */
    ReplyForm following(List<Target> targets, Proposal proposal) {
        return target(targets)
                .map(chosen -> new ReplyForm(
                        to,
                        followed(french, chosen, targets, proposal, Locale.FRANCE),
                        followed(english, chosen, targets, proposal, Locale.UK),
                        from,
                        until,
                        every,
                        patients,
                        copy && chosen.copy().allowed()))
                .orElse(this);
    }

    private static String followed(
            String typed, Target chosen, List<Target> targets, Proposal proposal, Locale language) {
        var untouched = typed.isBlank()
                || targets.stream()
                        .anyMatch(
                                target -> proposal.of(target, language).strip().equals(typed.strip()));
        return untouched ? proposal.of(chosen, language) : typed;
    }

    Optional<Target> target(List<Target> targets) {
        return targets.stream().filter(target -> target.key().equals(to)).findFirst();
    }

    Map<String, String> fields() {
        var fields = new LinkedHashMap<String, String>();
        fields.put("to", to);
        fields.put("french", french);
        fields.put("english", english);
        fields.put("from", from);
        fields.put("until", until);
        fields.put("every", every);
        fields.put("fate", copy ? "copied" : "not-read");
        if (patients) fields.put("patients", "on");
        return fields;
    }

    sealed interface Reading {
        record Good(AutoReply reply) implements Reading {}

        /** @param wrongs by field, the ending of the message key */
        record Bad(Map<String, String> wrongs) implements Reading {}
    }

    Reading read(List<Target> targets) {
        var wrongs = new LinkedHashMap<String, String>();
        var chosen = target(targets);
        if (chosen.isEmpty()) wrongs.put("to", "to");
        if (!isText(french)) wrongs.put("french", "text");
        if (!isText(english)) wrongs.put("english", "text");
        var first = day(from);
        var last = until.isBlank() ? Optional.<LocalDate>empty() : day(until);
        if (first.isEmpty()) wrongs.put("from", "day");
        if (!until.isBlank() && last.isEmpty()) wrongs.put("until", "day");
        if (first.isPresent() && last.isPresent() && last.get().isBefore(first.get())) wrongs.put("until", "order");
        var days = days();
        if (days.isEmpty()) wrongs.put("every", "every");
        if (!wrongs.isEmpty()) return new Reading.Bad(Map.copyOf(wrongs));
        return new Reading.Good(new AutoReply(
                MailAddress.parse(chosen.orElseThrow().address()),
                french,
                english,
                copy ? Fate.COPIED : Fate.NOT_READ,
                first.orElseThrow(),
                last.orElse(null),
                days.orElseThrow(),
                patients));
    }

    private static boolean isText(String typed) {
        var text = typed.strip();
        return !text.isEmpty() && text.length() <= AutoReply.LONGEST_TEXT;
    }

    private Optional<Integer> days() {
        var typed = every.strip();
        return typed.matches("[0-9]{1,3}")
                ? Optional.of(Integer.valueOf(typed)).filter(n -> n >= 1 && n <= 365)
                : Optional.empty();
    }

    /** A day within reach of a calendar: what is far away is a slip of the hand. */
    private static Optional<LocalDate> day(String typed) {
        try {
            return typed.length() > LONGEST_FIELD
                    ? Optional.empty()
                    : Optional.of(LocalDate.parse(typed.strip()))
                            .filter(day -> day.getYear() >= 2000 && day.getYear() < 2200);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static String text(Map<String, String> form, String name) {
        return clean(form.getOrDefault(name, ""));
    }

    /** Line ends stay; no database or mail program has a use for other control characters. */
    static String clean(String typed) {
        return typed.replace("\r\n", "\n")
                .replace('\r', '\n')
                .codePoints()
                .filter(c -> c == '\n' || c == '\t' || !Character.isISOControl(c))
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
