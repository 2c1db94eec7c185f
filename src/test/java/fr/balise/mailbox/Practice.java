package fr.balise.mailbox;

import fr.balise.directory.Listing;
import fr.balise.directory.Person;
import fr.balise.directory.Publication;
import fr.balise.directory.Publication.Drift;
import fr.balise.directory.Publication.Visibility;
import fr.balise.directory.Situation;
import fr.balise.directory.Structure;
import fr.balise.identity.Actor;
import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.CensusView.Namesake;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ResourceBundleMessageSource;

/** One doctor with a directory, and everything that was said, checked and asked: a census without a database. */
public final class Practice {
    public static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    public static final Instant NOON = Instant.parse("2026-11-12T11:00:00Z");
    public static final LocalDate TODAY = LocalDate.of(2026, 11, 12);

    public final InMemoryDirectory directory = new InMemoryDirectory();
    public final Person doctor = directory.person("99700000013", "ESSAI", "Camille");
    public final Structure practice = directory.structure("990000010", "Cabinet de la Rabine");
    public final Situation situation = directory.situation(doctor, practice, null);
    final List<Statement> statements = new ArrayList<>();
    final Map<String, List<SentCheck>> checks = new HashMap<>();
    final Map<String, Instant> colleagues = new HashMap<>();
    public final Map<String, BoxUse> uses = new HashMap<>();
    final Map<String, List<Publication.State>> stated = new HashMap<>();
    final Map<String, Instant> turns = new HashMap<>();
    final Map<String, List<StoredRequest>> requests = new HashMap<>();
    public final Map<Structure, List<Listing>> managed = new LinkedHashMap<>();
    public final Map<String, OperatorSheet> sheets = new HashMap<>();
    public Instant now = NOON;
    Set<Right> rights = Set.of(Right.values());

    static MailboxSettings settings(ZoneId zone) {
        return new MailboxSettings(
                URI.create("https://balise.example"),
                zone,
                List.of("balise-essai.mssante.fr"),
                "",
                Duration.ofDays(14),
                Duration.ofDays(7),
                5,
                Period.ofMonths(6),
                Period.ofDays(7),
                Period.ofDays(3));
    }

    public static MailboxSettings settings() {
        return settings(PARIS);
    }

    public static Wording wording() {
        var source = new ResourceBundleMessageSource();
        source.setBasename("messages/mailbox");
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        return new Wording(source);
    }

    public Subject subject() {
        return new Subject(new Actor(1, "Camille ESSAI", doctor.nationalId(), Set.of()), doctor.nationalId(), rights);
    }

    Days days() {
        return new Days(() -> now, settings());
    }

    void says(String address, Statement.Kind kind, @Nullable Long situation, Instant at) {
        statements.add(new Statement(MailAddress.parse(address), kind, situation, "Camille ESSAI", at));
    }

    void checked(String address, Instant sent, @Nullable Instant confirmed) {
        checks.computeIfAbsent(address, key -> new ArrayList<>())
                .addFirst(new SentCheck(
                        1,
                        doctor.nationalId().value(),
                        address,
                        1,
                        "Camille ESSAI",
                        sent,
                        sent.plus(Duration.ofDays(14)),
                        0,
                        confirmed));
    }

    /** Balise states this of the address on the row that it has in the directory, and the newest file differs. */
    public void drifts(
            String address, Drift drift, boolean withdrawn, int wantedDaysAgo, boolean awaited, boolean refused) {
        var row = directory.listings(MailAddress.parse(address)).getFirst();
        stated.computeIfAbsent(row.address().key(), key -> new ArrayList<>())
                .add(new Publication.State(
                        row.attachment(),
                        new Publication.Wanted(
                                row.address(),
                                row.type(),
                                row.carrier(),
                                drift == Drift.STILL_LISTED && !withdrawn ? Visibility.UNLISTED : Visibility.PUBLISHED,
                                null,
                                null,
                                null,
                                null),
                        withdrawn,
                        now.minus(java.time.Duration.ofDays(wantedDaysAgo)),
                        refused ? new Publication.Request.Failed(1, "not-allowed") : new Publication.Request.Told(now),
                        new Publication.Observed(InMemoryDirectory.NEWEST, drift != Drift.MISSING, awaited, drift)));
    }

    public void servesEverywhere(String address) {
        says(address, Statement.Kind.SERVES, null, now);
    }

    public void isNotRead(String address) {
        says(address, Statement.Kind.NOT_READ, null, now);
    }

    public void addedByHand(String address) {
        says(address, Statement.Kind.BY_HAND, null, now);
    }

    public void confirmed(String address) {
        checked(address, now.minusSeconds(60), now);
    }

    /** Prepared and sent that many days ago, from the file of {@link InMemoryDirectory#LEFT}. */
    public StoredRequest sent(String address, RequestView.Kind kind, int daysAgo) {
        var on = days().ofInstallation().today().minusDays(daysAgo);
        var request = new StoredRequest(
                UUID.randomUUID(),
                doctor.nationalId(),
                MailAddress.parse(address),
                kind,
                new RequestState.Sent(on),
                on.atStartOfDay(PARIS).toInstant(),
                "Camille ESSAI",
                InMemoryDirectory.LEFT,
                true,
                List.of());
        asked(request);
        return request;
    }

    /** A correction of these rows, sent that many days ago. */
    void corrected(String address, int daysAgo, Listing... rows) {
        var plain = sent(address, RequestView.Kind.CORRECT, daysAgo);
        requests.computeIfAbsent(plain.address().key(), key -> new ArrayList<>())
                .set(
                        0,
                        new StoredRequest(
                                plain.id(),
                                plain.person(),
                                plain.address(),
                                plain.kind(),
                                plain.state(),
                                plain.preparedAt(),
                                plain.preparedBy(),
                                plain.seenFile(),
                                true,
                                Stream.of(rows).map(Listing::attachment).toList()));
    }

    void asked(StoredRequest request) {
        requests.computeIfAbsent(request.address().key(), key -> new ArrayList<>())
                .addFirst(request);
    }

    public CensusView census() {
        return new Counting(material(), days(), new RequestViews(new Letters(wording(), days()), days())).view();
    }

    public Box box(String address) {
        return census().box(id(address)).orElseThrow();
    }

    public BoxId id(String address) {
        return BoxId.of(doctor.nationalId(), MailAddress.parse(address));
    }

    private Material material() {
        return new Material(
                subject(),
                doctor,
                directory.situations(doctor.id()),
                directory.listingsOfPerson(doctor.id()),
                managed,
                directory::listings,
                directory::structure,
                Said.of(statements),
                checks,
                colleagues,
                turns,
                requests,
                uses,
                stated,
                domain -> Optional.ofNullable(sheets.get(domain)),
                namesakes(),
                directory.age(),
                directory.beginning().orElse(null));
    }

    private List<Namesake> namesakes() {
        return directory.homonyms(doctor.id()).stream()
                .map(other -> new Namesake(
                        other,
                        directory.listingsOfPerson(other.id()).stream()
                                .map(Listing::address)
                                .toList()))
                .toList();
    }
}
