package fr.balise.promotion;

import fr.balise.kernel.MailAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * What colleagues see at a place of a person, or of a structure, before and after a choice. Pure.
 *
 * @param now the public addresses there, in the order of a search
 * @param preferredNow whether the first of them is told to be the preferred one
 */
public record Seen(List<MailAddress> now, boolean preferredNow) {
    public Seen {
        now = List.copyOf(now);
    }

    /**
     * What is decided, as colleagues see it.
     *
     * @param found whether they can find it at all
     * @param told whether the directory has it as the first one
     */
    public record After(MailAddress chosen, List<MailAddress> addresses, boolean found, boolean told) {}

    /** What a search would show there with that choice: it stands first once colleagues can find it, and changes nothing before. */
    public List<MailAddress> with(Candidate candidate) {
        return with(candidate.address(), candidate.published());
    }

    /** @param lines mailboxes that can be chosen there: a choice of long ago may be none of them */
    After after(MailAddress decided, List<Advice.Line> lines) {
        boolean found = Stream.concat(
                        now.stream(),
                        lines.stream()
                                .map(Advice.Line::candidate)
                                .filter(Candidate::published)
                                .map(Candidate::address))
                .anyMatch(one -> one.key().equals(decided.key()));
        boolean told = preferredNow && !now.isEmpty() && now.getFirst().key().equals(decided.key());
        return new After(decided, with(decided, found), found, told);
    }

    private List<MailAddress> with(MailAddress chosen, boolean published) {
        if (!published) return now;
        return Stream.concat(
                        Stream.of(chosen), now.stream().filter(one -> !one.key().equals(chosen.key())))
                .toList();
    }
}
