package fr.balise.directory;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What Balise itself states about mailbox addresses, and what the national directory makes of it. A statement is a wish: it shows at
 * once in Balise's own directory, in place of what the national files say of the same address on the same carrier; the national
 * directory follows later, and until it does the difference is a {@link Drift}. Loads never touch a statement.
 */
public interface Publication {

    /**
     * States an address on a carrier, or changes what was stated. Saying again what is already so changes nothing.
     *
     * @param by who acts, as the audit names it: {@code account:12}, {@code key:3}
     */
    PublicationOutcome want(Wanted wanted, String by);

    /**
     * Changes the rank of what is wanted at that listing and nothing else, whoever changes the rest at the same moment. What is withdrawn
     * stays so.
     *
     * @param rank null for none
     */
    PublicationOutcome rank(Listing listing, @Nullable Integer rank, String by);

    /**
     * States that an address is not, or no longer, on this carrier, also against the national files. Withdrawing what nobody states changes
     * nothing.
     */
    PublicationOutcome withdraw(MailAddress address, Carrier carrier, String by);

    /** An address is not, or no longer, on that carrier. */
    record Withdrawal(MailAddress address, Carrier carrier) {}

    /** The same as {@link #withdraw(MailAddress, Carrier, String)} for many, in one transaction. */
    void withdraw(Collection<Withdrawal> withdrawals, String by);

    /** What is wanted of these addresses, as {@link #state(MailAddress)} says of one. */
    List<State> states(Collection<MailAddress> addresses);

    /** What is wanted of one address on each of its carriers, withdrawn ones included; empty when Balise never stated it. */
    List<State> state(MailAddress address);

    /**
     * Statements that the newest mailbox file of the national directory does not follow, in the order of {@link State#statement()}.
     *
     * @param after statement behind which to go on; 0 for the beginning
     * @param limit brought into 1…1000
     */
    List<State> drifts(long after, int limit);

    /** What is wanted of an address on a carrier: as Balise states it, else as the national files have it; empty when it is withdrawn. */
    default Optional<Wanted> wanted(Listing listing) {
        var stated = state(listing.address()).stream()
                .filter(state -> state.wanted().carrier().equals(listing.carrier()))
                .findFirst();
        if (stated.isPresent())
            return stated.filter(state -> !state.withdrawn()).map(State::wanted);
        return Optional.of(new Wanted(
                listing.address(),
                listing.type(),
                listing.carrier(),
                listing.unlisted() ? Visibility.UNLISTED : Visibility.PUBLISHED,
                listing.rank(),
                null,
                listing.service(),
                null));
    }

    enum Visibility {
        PUBLISHED,
        /** On the red list: known to Balise alone, shown to nobody else. */
        UNLISTED
    }

    /**
     * What is to be in the directory.
     *
     * @param rank 1 for the preferred mailbox of this carrier; null for none
     * @param description for ORG, APP and CAB; {@code service} (department) for ORG and APP
     * @param responsible who answers for the mailbox, for ORG, APP and CAB; never public
     */
    record Wanted(
            MailAddress address,
            MailboxType type,
            Carrier carrier,
            Visibility visibility,
            @Nullable Integer rank,
            @Nullable String description,
            @Nullable String service,
            @Nullable String responsible) {

        public Wanted ranked(@Nullable Integer other) {
            return new Wanted(address, type, carrier, visibility, other, description, service, responsible);
        }
    }

    /**
     * Where one statement stands.
     *
     * @param statement id, immutable: the attachment of {@link Listing#attachment()}
     * @param withdrawn stated as not, or no longer, there
     * @param wantedAt when the wish last changed
     */
    record State(
            long statement, Wanted wanted, boolean withdrawn, Instant wantedAt, Request request, Observed observed) {

        /** Null when the national directory was last seen to be as wanted, or was never seen. */
        public @Nullable Drift drift() {
            return observed.drift();
        }
    }

    /** What was done to bring the national directory in line. */
    sealed interface Request {
        /** Nothing: this installation has no way to write to the national directory. */
        record NotAsked() implements Request {}

        /** @param lastFailure why the last attempt did not succeed, if there was one */
        record Waiting(
                int attempts, Instant nextTry, @Nullable String lastFailure) implements Request {}

        /** The national directory, or the file for it, was told; a load shows whether it followed. */
        record Told(Instant at) implements Request {}

        /** Given up: somebody must look. */
        record Failed(int attempts, String reason) implements Request {}
    }

    /**
     * What the newest mailbox file says.
     *
     * @param fileOf date of that file, null when none was ever applied
     * @param listed whether it has the address on this carrier
     * @param awaited the wish is not older than the file, which therefore could not follow it yet
     */
    record Observed(
            @Nullable LocalDate fileOf,
            boolean listed,
            boolean awaited,
            @Nullable Drift drift) {}

    enum Drift {
        /** Wanted, and not in the file. */
        MISSING,
        /** Withdrawn or unlisted, and in the file all the same. */
        STILL_LISTED,
        /** In the file, with another department. */
        DIFFERENT
    }
}
