package fr.balise.identity.login;

import fr.balise.identity.Actor;
import fr.balise.identity.Actor.Role;
import fr.balise.identity.Rights;
import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.identity.account.Account;
import fr.balise.identity.account.AccountStore;
import fr.balise.identity.account.DelegationStore;
import fr.balise.identity.account.ManagerStore;
import fr.balise.kernel.HomeZone;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** Rights as the database knows them at this request; asked once per request. */
@Component
public class RightsNow implements Rights {
    private static final String ACTING_FOR = "balise.actingFor";

    private final AccountStore accounts;
    private final DelegationStore delegations;
    private final ManagerStore managers;
    private final InstantSource clock;
    private final HomeZone home;

    RightsNow(
            AccountStore accounts,
            DelegationStore delegations,
            ManagerStore managers,
            InstantSource clock,
            HomeZone home) {
        this.accounts = accounts;
        this.delegations = delegations;
        this.managers = managers;
        this.clock = clock;
        this.home = home;
    }

    /** Everything that one request needs to know, read together. */
    private record Known(Actor actor, List<Account> holders, Set<String> structures) {}

    @Override
    public Optional<Actor> actor() {
        return known().map(Known::actor);
    }

    @Override
    public Set<String> managedStructures() {
        return known().map(Known::structures).orElse(Set.of());
    }

    @Override
    public List<Subject> subjects() {
        return known().map(RightsNow::subjects).orElse(List.of());
    }

    @Override
    public Optional<Subject> subject() {
        return known().flatMap(known -> {
            var chosen = chosen();
            return subjects(known).stream()
                    .filter(subject -> subject.person().value().equals(chosen))
                    .findFirst()
                    .or(() -> byDefault(known));
        });
    }

    /** The holders for whom the present account may act, by name. */
    public List<Account> holders() {
        return known().map(Known::holders).orElse(List.of());
    }

    /** Chooses for whom to act during this session; false, and nothing chosen, where there is no such right. */
    public boolean actFor(String person) {
        if (subjects().stream().noneMatch(one -> one.person().value().equals(person))) return false;
        RequestContextHolder.currentRequestAttributes()
                .setAttribute(ACTING_FOR, person, RequestAttributes.SCOPE_SESSION);
        return true;
    }

    private static List<Subject> subjects(Known known) {
        var all = new ArrayList<Subject>();
        self(known.actor()).ifPresent(all::add);
        for (var holder : known.holders()) all.add(delegated(known.actor(), holder));
        return all;
    }

    /** Somebody without an RPPS who helps a holder has come to help: there is nothing of one's own to see. */
    private static Optional<Subject> byDefault(Known known) {
        var actor = known.actor();
        var person = actor.nationalId();
        if (!known.holders().isEmpty() && (person == null || person.rpps().isEmpty()))
            return Optional.of(delegated(actor, known.holders().getFirst()));
        return self(actor);
    }

    private static Optional<Subject> self(Actor actor) {
        var person = actor.nationalId();
        if (person != null) return Optional.of(new Subject(actor, person, EnumSet.allOf(Right.class)));
        return actor.is(Role.MANAGER) ? Optional.of(Subject.ofStaff(actor)) : Optional.empty();
    }

    private static Subject delegated(Actor actor, Account holder) {
        var person = holder.nationalId();
        if (person == null) throw new IllegalStateException("a holder has a national id");
        return new Subject(actor, person, Set.of(Right.VIEW, Right.PREPARE));
    }

    private Optional<Known> known() {
        var login = SecurityContextHolder.getContext().getAuthentication();
        if (login == null || !(login.getPrincipal() instanceof LoggedIn who)) return Optional.empty();
        return remembered("balise.known." + who.account(), () -> read(who.account()));
    }

    private Optional<Known> read(long id) {
        return accounts.get(id).map(account -> {
            var holders = delegations.holdersFor(id, home.today(clock));
            var structures = managers.structuresOf(id);
            var roles = EnumSet.noneOf(Role.class);
            if (!holders.isEmpty()) roles.add(Role.DELEGATE);
            if (!structures.isEmpty()) roles.add(Role.MANAGER);
            if (account.operator()) roles.add(Role.OPERATOR);
            return new Known(new Actor(id, account.name(), account.nationalId(), roles), holders, structures);
        });
    }

    @SuppressWarnings("unchecked") // written below alone
    private static Optional<Known> remembered(String key, Supplier<Optional<Known>> read) {
        var request = RequestContextHolder.getRequestAttributes();
        if (request == null) return read.get();
        var held = (Optional<Known>) request.getAttribute(key, RequestAttributes.SCOPE_REQUEST);
        if (held != null) return held;
        var fresh = read.get();
        request.setAttribute(key, fresh, RequestAttributes.SCOPE_REQUEST);
        return fresh;
    }

    /** Only a wish: whoever is wished for must be among those who delegated, at each request. */
    private static @Nullable Object chosen() {
        var request = RequestContextHolder.getRequestAttributes();
        return request == null ? null : request.getAttribute(ACTING_FOR, RequestAttributes.SCOPE_SESSION);
    }
}
