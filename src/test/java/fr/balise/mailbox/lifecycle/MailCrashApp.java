package fr.balise.mailbox.lifecycle;

import fr.balise.Balise;
import fr.balise.directory.Carrier;
import fr.balise.directory.Directory;
import fr.balise.directory.Publication;
import fr.balise.directory.Publication.Visibility;
import fr.balise.directory.Publication.Wanted;
import fr.balise.hygiene.Cleaning;
import fr.balise.hygiene.Cleanings;
import fr.balise.hygiene.CrashRules;
import fr.balise.hygiene.Group;
import fr.balise.hygiene.Rooms;
import fr.balise.hygiene.Stocktaking;
import fr.balise.identity.Accounts;
import fr.balise.identity.Actor;
import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.NationalPersonId;
import fr.balise.kernel.Sha256;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.console.Bulk;
import fr.balise.mailbox.console.Filter;
import fr.balise.mailbox.console.Run;
import fr.balise.mailbox.takeout.Copies;
import fr.balise.mailbox.takeout.Exports;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailStore;
import fr.balise.record.Filing;
import fr.balise.record.HandOvers;
import fr.balise.record.Marks;
import fr.balise.record.Place;
import fr.balise.record.SoftwareDesk;
import fr.balise.record.way.Software;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Balise in a process of its own that may be killed. Asked by lines, a word and its arguments; answers by lines that begin with a mark. */
final class MailCrashApp {
    static final String MARK = "@said ";
    static final String PERSON = "899700000017";

    private static final String TO_FILE = "Papiers";
    private static final String TO_TIDY = CrashActs.TO_TIDY;
    private static final Set<Group> THROWN_AWAY = Set.of(Group.TRASH);

    private final ConfigurableApplicationContext balise;

    private MailCrashApp(ConfigurableApplicationContext balise) {
        this.balise = balise;
    }

    static void main(String... args) throws Exception {
        var app = new MailCrashApp(SpringApplication.run(Balise.class, args));
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            IO.println(MARK + "ready");
            for (var line = in.readLine(); line != null; line = in.readLine())
                IO.println(MARK + app.answer(line.split(" ")));
        }
        app.balise.close();
    }

    private <T> T bean(Class<T> type) {
        return balise.getBean(type);
    }

    private String answer(String... words) {
        try {
            return switch (words[0]) {
                case "open" -> open(MailAddress.parse(words[1]));
                case "export" -> name(bean(Exports.class).order(holder(), mailbox(words[1]), null, false, false));
                case "copy" -> name(bean(Copies.class).order(holder(), mailbox(words[1]), mailbox(words[2])));
                case "clean" -> clean(mailbox(words[1]));
                case "undo" -> String.valueOf(bean(Cleanings.class).undo(holder(), last(words[1]), THROWN_AWAY));
                case "undo-all" ->
                    String.valueOf(bean(Cleanings.class).undo(holder(), last(words[1]), EnumSet.allOf(Group.class)));
                case "tidy" -> tidy(mailbox(words[1]), Integer.parseInt(words[2]));
                case "trash" -> CrashRules.trash(balise, holder(), mailbox(words[1]), TO_TIDY);
                case "junk" -> CrashRules.junk(balise, holder(), mailbox(words[1]), Integer.parseInt(words[2]));
                case "rule" -> CrashRules.run(balise, mailbox(words[1]));
                case "end-rule" -> CrashRules.end(balise, holder(), mailbox(words[1]));
                case "documents" -> documents(mailbox(words[1]), Integer.parseInt(words[2]));
                case "file" -> name(file(mailbox(words[1])));
                case "unfiled" ->
                    String.valueOf(places(mailbox(words[1]), false).size());
                case "waiting" -> waiting(last(words[1]));
                case "copying" -> depublished(id(words[1]), reply(words[2], AutoReply.Fate.COPIED));
                case "pointing" -> depublished(id(words[1]), reply(words[2], AutoReply.Fate.NOT_READ));
                case "notify" -> notified(mailbox(words[1]));
                case "lot" -> lot(Run.Kind.valueOf(words[1]), words[2]);
                case "start-lot" -> name(bean(Bulk.class).start(staff(2), Long.parseLong(words[1])));
                default -> decided(new MailboxId(Long.parseLong(words[1])), words[0]);
            };
        } catch (RuntimeException e) {
            return "failed " + e.getClass().getSimpleName(); // a part is down: what was decided resumes by itself
        }
    }

    private static String name(Object answer) {
        return answer.getClass().getSimpleName();
    }

    private Actor holder() {
        return bean(Accounts.class).named(new NationalPersonId(PERSON), "Essai");
    }

    private Hosted mailbox(String id) {
        return bean(Lifecycle.class).find(new MailboxId(Long.parseLong(id))).orElseThrow();
    }

    private String open(MailAddress address) {
        var person = new NationalPersonId(PERSON);
        var id = ((Opening.Opened) bean(Openings.class)
                        .open(
                                address,
                                MailboxType.PER,
                                new Owner.OfPerson(person),
                                null,
                                ZoneId.of("Europe/Paris"),
                                By.SYSTEM))
                .mailbox()
                .id();
        var carrier = new Carrier.OfPerson(
                bean(Directory.class).person(person).orElseThrow().id());
        bean(Publication.class)
                .want(new Wanted(address, MailboxType.PER, carrier, Visibility.PUBLISHED, 1, null, null, null), "test");
        return id + " "
                + bean(FirstPasswords.class)
                        .make(id, holder(), "test", By.SYSTEM)
                        .secret();
    }

    private static MailboxId id(String word) {
        return new MailboxId(Long.parseLong(word));
    }

    private static AutoReply reply(String to, AutoReply.Fate fate) {
        var today = LocalDate.now(ZoneId.of("Europe/Paris"));
        return new AutoReply(MailAddress.parse(to), "Bonjour", "Hello", fate, today, null, 30, false);
    }

    private String depublished(MailboxId id, AutoReply reply) {
        return name(bean(Lifecycle.class).apply(id, new Command.Depublish(reply), By.SYSTEM));
    }

    /** To everybody who wrote, as a person who ticks all of them. */
    private String notified(Hosted mailbox) {
        var notices = bean(fr.balise.mailbox.closing.Notices.class);
        var everybody = notices.seen(mailbox).orElseThrow().people().stream()
                .map(Audience.Person::key)
                .collect(Collectors.toSet());
        var self = new Subject(holder(), new NationalPersonId(PERSON), Set.of(Right.values()));
        return String.valueOf(notices.send(self, mailbox, everybody));
    }

    private static Actor staff(long account) {
        return new Actor(account, "Équipe " + account, null, Set.of(Actor.Role.OPERATOR));
    }

    /** @param text part of the addresses @return number of the lot */
    private String lot(Run.Kind kind, String text) {
        var filter = new Filter(text, null, null, null, false, false);
        return bean(Bulk.class).prepare(staff(1), kind, filter, "essai")
                        instanceof Outcome.Done(Bulk.Doing.Done(var run))
                ? Long.toString(run)
                : "failed";
    }

    private String decided(MailboxId id, String command) {
        var act = switch (command) {
            case "depublish" -> new Command.Depublish(null);
            case "republish" -> new Command.Republish();
            case "retrieve" -> new Command.Retrieve(Retrieval.How.SAID);
            case "erase" -> new Command.Erase();
            case "request" -> new Command.RequestDeletion(EnumSet.allOf(Gate.Opened.class), "essai", null);
            case "take-back" -> new Command.TakeBack();
            default -> throw new IllegalArgumentException(command);
        };
        return name(bean(Lifecycle.class).apply(id, act, By.SYSTEM));
    }

    /** What was thrown away is removed, as a person who looks and then says yes. */
    private String clean(Hosted mailbox) {
        var stock = bean(Stocktaking.class).take(new AccountId(mailbox.id().value()));
        var cleanings = bean(Cleanings.class);
        var room = bean(Rooms.class).of(mailbox).orElseThrow();
        long shown = cleanings.proposals(stock, room).of(THROWN_AWAY).messages();
        return name(cleanings.order(holder(), mailbox, THROWN_AWAY, shown, ""));
    }

    private Cleaning last(String mailbox) {
        return bean(Cleanings.class).of(mailbox(mailbox)).getFirst();
    }

    /** The Message-IDs in the folders from which a clean-up can be taken back: no mail program sees them. */
    private String waiting(Cleaning cleaning) {
        var ids = new ArrayList<String>();
        try (var open = bean(MailStore.class).open(cleaning.account())) {
            for (var part : cleaning.parts())
                open.list(
                        MailStore.RECOVERABLE + "/" + cleaning.id() + "-" + part.number(),
                        0,
                        message -> ids.add(String.valueOf(message.head().messageId())));
        }
        return String.join(" ", ids);
    }

    /** Puts letters that were read into a folder of their own. @return their Message-IDs */
    private String tidy(Hosted mailbox, int many) {
        var ids = new ArrayList<String>();
        for (int n = 0; n < many; n++)
            ids.add(CrashRules.letter(bean(MailStore.class), mailbox, TO_TIDY, Instant.now(), Set.of("\\Seen")));
        return String.join(" ", ids);
    }

    /** Puts documents into a folder of their own. @return the SHA-256 of each */
    private String documents(Hosted mailbox, int many) {
        var prints = new ArrayList<String>();
        try (var open = bean(MailStore.class).open(new AccountId(mailbox.id().value()))) {
            open.create(TO_FILE);
            for (int n = 0; n < many; n++) {
                var document = ("%PDF-1.4 " + UUID.randomUUID()).getBytes(StandardCharsets.US_ASCII);
                prints.add(HexFormat.of().formatHex(Sha256.of(new String(document, StandardCharsets.US_ASCII))));
                var octets = ("From: <a@peer.mssante.fr>\r\nSubject: CR\r\nMessage-ID: <" + UUID.randomUUID()
                                + "@file>\r\nMIME-Version: 1.0\r\nContent-Type: application/pdf; name=cr.pdf\r\n"
                                + "Content-Disposition: attachment; filename=cr.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                                + Base64.getMimeEncoder().encodeToString(document) + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
                open.append(TO_FILE, Set.of(), Instant.now(), octets.length, new ByteArrayInputStream(octets));
            }
        }
        return String.join(" ", prints);
    }

    private HandOvers.Ordered file(Hosted mailbox) {
        var filer = bean(Filing.class).of(holder(), mailbox.id()).orElseThrow();
        var handOvers = bean(HandOvers.class);
        return handOvers.order(filer, software(mailbox), places(mailbox, false));
    }

    private long software(Hosted mailbox) {
        var folder = Path.of(balise.getEnvironment().getRequiredProperty("balise.data"), "logiciel");
        var staff = new Actor(holder().account(), "Essai", null, Set.of(Actor.Role.OPERATOR));
        var desk = bean(SoftwareDesk.class);
        var known = desk.all(staff).orElseThrow();
        if (!known.isEmpty()) return known.getFirst().id();
        var one = new Software(
                0,
                "Essai",
                Software.Kind.FOLDER,
                folder.toUri(),
                "",
                "",
                "",
                "",
                false,
                true,
                Set.of("@" + mailbox.address().domain()),
                true);
        return ((SoftwareDesk.Saved.Done) desk.save(staff, one, false)).id();
    }

    /** What is to be filed, with its mark or without. */
    private List<Place> places(Hosted mailbox, boolean filed) {
        var places = new ArrayList<Place>();
        try (var open = bean(MailStore.class).open(new AccountId(mailbox.id().value()))) {
            if (open.folders().stream().noneMatch(one -> one.name().equals(TO_FILE))) return places;
            open.list(TO_FILE, 0, message -> {
                if (message.flags().contains(Marks.FILED) == filed)
                    places.add(new Place(TO_FILE, message.uidValidity(), message.uid()));
            });
        }
        return places;
    }
}
