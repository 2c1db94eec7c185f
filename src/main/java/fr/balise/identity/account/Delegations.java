package fr.balise.identity.account;

import fr.balise.identity.Actor;
import fr.balise.identity.Secrets;
import fr.balise.identity.account.Delegation.State;
import fr.balise.kernel.HomeZone;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A holder invites somebody to prepare; that person accepts; the holder ends it. Drawn in docs/login.md. */
@Service
public class Delegations {
    static final Duration OPEN = Duration.ofDays(7);

    /** Somebody with more helpers than this has mistaken the page for something else. */
    private static final int MOST_OPEN = 50;

    private static final int LONGEST_NAME = 120;
    private final DelegationStore store;
    private final AccountStore accounts;
    private final Acts acts;
    private final Invitations invitations;
    private final InstantSource clock;
    private final HomeZone home;

    Delegations(
            DelegationStore store,
            AccountStore accounts,
            Acts acts,
            Invitations invitations,
            InstantSource clock,
            HomeZone home) {
        this.store = store;
        this.accounts = accounts;
        this.acts = acts;
        this.invitations = invitations;
        this.clock = clock;
        this.home = home;
    }

    public enum Refusal {
        /** Only people with a national id have mailboxes to let others prepare for. */
        NOT_A_HOLDER,
        NAME_MISSING,
        NAME_TOO_LONG,
        ENDS_IN_THE_PAST,
        TOO_MANY,
        /** No such invitation, or too many wrong ones from this address. */
        UNKNOWN,
        LAPSED,
        /** Somebody accepted it already. */
        TAKEN,
        /** Somebody made an account with it, and that account is not this one. */
        ACCOUNT_MADE,
        REVOKED,
        ENDED,
        /** Nobody is one's own secretary. */
        OWN
    }

    public sealed interface Invitation {
        /** @param token for the link, shown once; only its hash is kept */
        record Made(long id, String token, Instant openUntil) implements Invitation {}

        record Refused(Refusal why) implements Invitation {}
    }

    public sealed interface Acceptance {
        record Accepted(Account holder) implements Acceptance {}

        record Refused(Refusal why) implements Acceptance {}
    }

    /**
     * @param delegateName the account's own name once somebody accepted, until then what the holder typed
     * @param byPasskey that account was made with the invitation: nobody proved who is behind it
     */
    public record Shown(Delegation delegation, State state, String delegateName, boolean byPasskey) {}

    @Transactional
    public Invitation invite(Actor holder, String name, @Nullable LocalDate endsOn) {
        var refusal = refusal(holder, name.strip(), endsOn);
        if (refusal != null) return new Invitation.Refused(refusal);
        var token = Secrets.fresh();
        var now = clock.instant();
        var id = store.invite(holder.account(), name.strip(), Secrets.hash(token), now, now.plus(OPEN), endsOn);
        acts.tell(holder.auditName(), "invite", "delegation:" + id, Map.of(), ends(endsOn));
        return new Invitation.Made(id, token, now.plus(OPEN));
    }

    private @Nullable Refusal refusal(Actor holder, String name, @Nullable LocalDate endsOn) {
        if (holder.nationalId() == null) return Refusal.NOT_A_HOLDER;
        var unreadable = unreadable(name);
        if (unreadable != null) return unreadable;
        if (endsOn != null && endsOn.isBefore(home.today(clock))) return Refusal.ENDS_IN_THE_PAST;
        var open = by(holder).stream()
                .filter(shown -> shown.state() == State.INVITED || shown.state() == State.ACTIVE)
                .count();
        return open >= MOST_OPEN ? Refusal.TOO_MANY : null;
    }

    static @Nullable Refusal unreadable(String name) {
        if (name.isEmpty()) return Refusal.NAME_MISSING;
        return name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)
                ? Refusal.NAME_TOO_LONG
                : null;
    }

    private static Map<String, String> ends(@Nullable LocalDate endsOn) {
        return endsOn == null ? Map.of() : Map.of("ends", endsOn.toString());
    }

    /** Everything that this holder ever delegated, newest first. */
    public List<Shown> by(Actor holder) {
        return store.by(holder.account()).stream().map(this::shown).toList();
    }

    private Shown shown(Delegation one) {
        var delegate = one.delegate();
        var account = delegate == null ? Optional.<Account>empty() : accounts.get(delegate);
        return new Shown(
                one,
                state(one),
                account.map(Account::name).orElse(one.invited()),
                account.filter(Account::invited).isPresent());
    }

    private State state(Delegation one) {
        return one.state(clock.instant(), home.today(clock));
    }

    /** Who invites; empty unless that invitation can be accepted by this account now. Changes nothing. */
    @Transactional
    public Acceptance look(String token, Actor guest) {
        return consider(token, guest).acceptance();
    }

    /** Once only. */
    @Transactional
    public Acceptance accept(String token, Actor guest) {
        var considered = consider(token, guest);
        if (considered.acceptance() instanceof Acceptance.Accepted && considered.row() instanceof Delegation row) {
            store.accept(row.id(), guest.account(), clock.instant());
            acts.tell(
                    guest.auditName(),
                    "accept",
                    "delegation:" + row.id(),
                    Map.of(),
                    Map.of("holder", "account:" + row.holder()));
        }
        return considered.acceptance();
    }

    private record Considered(
            Acceptance acceptance, @Nullable Delegation row) {}

    private Considered consider(String token, Actor guest) {
        return switch (invitations.find(token)) {
            case Invitations.Found.Refused(var why) -> refused(why);
            case Invitations.Found.Open(var row) -> {
                var opened = row.openedAccount();
                if (row.holder() == guest.account()) yield refused(Refusal.OWN);
                if (opened != null && opened != guest.account()) yield refused(Refusal.ACCOUNT_MADE);
                yield new Considered(
                        new Acceptance.Accepted(accounts.get(row.holder()).orElseThrow()), row);
            }
        };
    }

    /** Whether that account was made with an invitation, and only passkeys open it. */
    public boolean isInvited(Actor actor) {
        return accounts.get(actor.account()).filter(Account::invited).isPresent();
    }

    private static Considered refused(Refusal why) {
        return new Considered(new Acceptance.Refused(why), null);
    }

    /** By the holder, or by the delegate who no longer wants to; at once. Whether there was something to end. */
    @Transactional
    public boolean revoke(long id, Actor by) {
        Optional<Delegation> found = store.lock(id).filter(one -> mayEnd(one, by));
        if (found.isEmpty()) return false;
        store.revoke(id, clock.instant());
        acts.tell(by.auditName(), "revoke-delegation", "delegation:" + id);
        return true;
    }

    private boolean mayEnd(Delegation one, Actor by) {
        var delegate = one.delegate();
        var theirs = one.holder() == by.account() || (delegate != null && delegate == by.account());
        return theirs && (state(one) == State.INVITED || state(one) == State.ACTIVE);
    }
}
