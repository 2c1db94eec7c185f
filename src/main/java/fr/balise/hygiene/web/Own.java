package fr.balise.hygiene.web;

import fr.balise.identity.Actor;
import fr.balise.identity.Rights;
import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.mailbox.Box;
import fr.balise.mailbox.BoxId;
import fr.balise.mailbox.Census;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.OwnConnections;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailbox.lifecycle.OwnMailboxes;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.mailbox.sharing.Keyring;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailPasswords.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/**
 * Whose mailbox a page is about. Mail is shown to whoever decides about the mailbox; that of a practice or a service also to those who were
 * given the right to manage it by name: their pages stand under the number of the mailbox.
 */
@Component("ownRooms")
class Own {
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    private final Rights rights;
    private final Census census;
    private final OwnMailboxes own;
    private final OwnConnections connections;
    private final Keyring keyring;

    Own(Rights rights, Census census, OwnMailboxes own, OwnConnections connections, Keyring keyring) {
        this.rights = rights;
        this.census = census;
        this.own = own;
        this.connections = connections;
        this.keyring = keyring;
    }

    /**
     * @param decides whether the actor may change anything; somebody who acts for the holder only sees that it is there
     * @param reads whether what is inside is for the actor; whoever manages a structure sees figures of its mailboxes, and no mail
     * @param id in paths: of the box in the person's census, or the number of a mailbox that is shared with the actor
     */
    record Mine(Actor actor, boolean decides, boolean reads, String id, Hosted hosted) {
        AccountId account() {
            return new AccountId(hosted.id().value());
        }

        public MailAddress address() {
            return hosted.address();
        }

        public String path() {
            return "/mes-boites/" + id + "/espace";
        }

        /** Whether it is somebody's who shares it with the actor. */
        public boolean shared() {
            return NUMBER.matcher(id).matches();
        }
    }

    /**
     * 404 for what is not this person's, or not held here, the same answer for both; 403 while access to it is suspended, and for whoever
     * does not read it.
     */
    Mine of(String id) {
        var mine = figures(id);
        if (!mine.reads()) throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        return mine;
    }

    /** The same where sizes and counts are all that is shown. */
    Mine figures(String id) {
        var mine = NUMBER.matcher(id).matches() ? shared(id).or(() -> managed(id)) : mine(subject(), id);
        return allowed(mine.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
    }

    /** The same without those who only help with a shared mailbox: what goes on by itself is for whoever decides about it. */
    Mine lasting(String id) {
        var mine = of(id);
        if (!isLasting(mine)) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        return mine;
    }

    public boolean isLasting(Mine mine) {
        return !mine.shared()
                || keyring.standing(mine.actor(), rights.managedStructures(), mine.hosted())
                        .shares();
    }

    /** The same for whoever prepares for the holder of a personal mailbox, and sees no mail. */
    Mine prepared(String id) {
        var subject = rights.subject()
                .filter(one -> one.may(Right.PREPARE))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
        return allowed(mine(subject, id)
                .filter(one -> one.hosted().owner() instanceof Owner.OfPerson)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
    }

    private static Mine allowed(Mine mine) {
        if (mine.hosted().suspension() != null) throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        return mine;
    }

    private Optional<Mine> mine(Subject subject, String id) {
        return BoxId.parse(id)
                .flatMap(key -> census.box(subject, key) instanceof Outcome.Done<Box>(var box)
                        ? mine(subject, box)
                        : Optional.empty());
    }

    private Optional<Mine> mine(Subject subject, Box box) {
        return own.behind(subject, box)
                .map(hosted -> new Mine(
                        subject.actor(),
                        subject.may(Right.DECIDE),
                        reads(subject.actor(), hosted),
                        box.id().toString(),
                        hosted));
    }

    /** A person's own; of a structure, what was given by name, as in mail programs: managing a structure opens no mail. */
    private boolean reads(Actor actor, Hosted mailbox) {
        return switch (mailbox.owner()) {
            case Owner.OfPerson _ -> true;
            case Owner.OfStructure _ -> {
                var own = keyring.standing(actor, rights.managedStructures(), mailbox)
                        .rights();
                yield own != null && own.level() != Level.READ;
            }
        };
    }

    private Optional<Mine> shared(String id) {
        return numbered(id, Own::shared);
    }

    private Optional<Mine> managed(String id) {
        return numbered(id, Own::managed);
    }

    private Optional<Mine> numbered(String id, BiFunction<Actor, Keyring.Entry, Optional<Mine>> as) {
        return rights.actor()
                .flatMap(actor -> keyring.one(actor, rights.managedStructures(), new MailboxId(Long.parseLong(id)))
                                instanceof Outcome.Done<Keyring.Entry>(var entry)
                        ? as.apply(actor, entry)
                        : Optional.empty());
    }

    /** Of the structures that the actor manages, listed in the directory or not: figures, and no mail. */
    List<Mine> managed() {
        var actor = rights.actor().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
        return keyring.all(actor, rights.managedStructures()).stream()
                .flatMap(entry -> managed(actor, entry).stream())
                .toList();
    }

    private static Optional<Mine> managed(Actor actor, Keyring.Entry entry) {
        if (!entry.standing().names() || !entry.ready() || entry.mailbox().suspension() != null)
            return Optional.empty();
        return Optional.of(new Mine(actor, false, false, entry.mailbox().id().toString(), entry.mailbox()));
    }

    /** Reading is not enough; a personal mailbox is its holder's to clean up. */
    private static Optional<Mine> shared(Actor actor, Keyring.Entry entry) {
        var standing = entry.standing().rights();
        if (standing == null
                || standing.level() == Level.READ
                || !entry.ready()
                || entry.mailbox().type() == MailboxType.PER) return Optional.empty();
        return Optional.of(new Mine(actor, true, true, entry.mailbox().id().toString(), entry.mailbox()));
    }

    /** Where the actor cleans up this mailbox of a practice or a service, if it is shared with that right; null otherwise. */
    public @Nullable String path(Hosted mailbox) {
        return shared(mailbox.id().toString()).map(Mine::path).orElse(null);
    }

    /** Those for whose holder the actor prepares. */
    List<Mine> preparing() {
        return rights.subject()
                .filter(one -> one.may(Right.PREPARE) && !one.may(Right.DECIDE))
                .map(subject -> all(subject).stream()
                        .filter(one -> one.hosted().owner() instanceof Owner.OfPerson)
                        .toList())
                .orElse(List.of());
    }

    /** All that are held here: the person's own, and those that are shared with the actor. */
    List<Mine> all() {
        var all = new ArrayList<>(rights.subject()
                .filter(one -> one.may(Right.DECIDE))
                .map(this::all)
                .orElse(List.of()));
        var actor = rights.actor().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
        keyring.all(actor, rights.managedStructures()).stream()
                .flatMap(entry -> shared(actor, entry).stream())
                .filter(mine -> mine.hosted().suspension() == null
                        && all.stream()
                                .noneMatch(own ->
                                        own.hosted().id().equals(mine.hosted().id())))
                .forEach(all::add);
        if (all.isEmpty() && preparing().isEmpty()) subject(); // refuses whoever decides about nothing
        return all;
    }

    /** The same for whoever may see that they are there, and no mail: somebody who acts for the holder too. */
    List<Mine> seen() {
        return rights.subject()
                .filter(one -> one.may(Right.VIEW))
                .map(this::all)
                .orElse(List.of());
    }

    private List<Mine> all(Subject subject) {
        if (!(census.of(subject) instanceof Outcome.Done<fr.balise.mailbox.CensusView>(var view))) return List.of();
        return view.groups().stream()
                .flatMap(group -> group.boxes().stream())
                .distinct()
                .filter(box -> !box.hidden())
                .flatMap(box -> mine(subject, box).stream())
                .filter(mine -> mine.hosted().suspension() == null)
                .toList();
    }

    /** A mailbox of one's own that another operator holds. */
    record There(Subject subject, Box box) {}

    /** Empty for what is held here, and for what is not this person's. */
    Optional<There> there(String id) {
        return deciding()
                .flatMap(subject -> BoxId.parse(id)
                        .flatMap(key -> census.box(subject, key) instanceof Outcome.Done<Box>(var box)
                                        && connections.concerns(subject, box)
                                ? Optional.of(new There(subject, box))
                                : Optional.empty()));
    }

    /** Whoever decides, for herself. */
    Optional<Subject> deciding() {
        return rights.subject().filter(one -> one.may(Right.DECIDE));
    }

    /** Those that other operators hold, as far as they still serve. */
    List<Box> elsewhere() {
        var deciding = deciding();
        if (deciding.isEmpty()) return List.of();
        var subject = deciding.get();
        if (!(census.of(subject) instanceof Outcome.Done<fr.balise.mailbox.CensusView>(var view))) return List.of();
        return view.groups().stream()
                .flatMap(group -> group.boxes().stream())
                .distinct()
                .filter(box -> !box.hidden() && !(box.publication() instanceof Box.Publication.Disappeared))
                .filter(box -> own.behind(subject, box).isEmpty())
                .toList();
    }

    private Subject subject() {
        return rights.subject()
                .filter(one -> one.may(Right.DECIDE))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }
}
