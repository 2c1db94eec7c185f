package fr.balise.mailbox;

import fr.balise.directory.Listing;
import fr.balise.directory.Person;
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
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ResourceBundleMessageSource;

/** One doctor with a directory, and everything that was said, checked and asked: a census without a database. */
final class Practice {
    static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    static final Instant NOON = Instant.parse("2026-11-12T11:00:00Z");
    static final LocalDate TODAY = LocalDate.of(2026, 11, 12);

    final InMemoryDirectory directory = new InMemoryDirectory();
    final Person doctor = directory.person("99700000013", "ESSAI", "Camille");
    final Structure practice = directory.structure("990000010", "Cabinet de la Rabine");
    final Situation situation = directory.situation(doctor, practice, null);
    final List<Statement> statements = new ArrayList<>();
    final Map<String, List<SentCheck>> checks = new HashMap<>();
    final Map<String, LocalDate> turns = new HashMap<>();
    final Map<String, List<StoredRequest>> requests = new HashMap<>();
    final Map<Structure, List<Listing>> managed = new LinkedHashMap<>();
    final Map<String, OperatorSheet> sheets = new HashMap<>();
    Instant now = NOON;
    Set<Right> rights = Set.of(Right.values());

    static MailboxSettings settings(ZoneId zone) {
        return new MailboxSettings(
                URI.create("https://balise.example"),
                zone,
                List.of("balise-essai.mssante.fr"),
                Duration.ofDays(14),
                Duration.ofDays(7),
                5,
                Period.ofMonths(6),
                Period.ofDays(7),
                Period.ofDays(3));
    }

    static MailboxSettings settings() {
        return settings(PARIS);
    }

    static Wording wording() {
        var source = new ResourceBundleMessageSource();
        source.setBasename("messages/mailbox");
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        return new Wording(source, settings());
    }

    Subject subject() {
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

    void asked(StoredRequest request) {
        requests.computeIfAbsent(request.address().key(), key -> new ArrayList<>())
                .addFirst(request);
    }

    CensusView census() {
        return new Counting(material(), days(), new RequestViews(new Letters(wording(), days()), days())).view();
    }

    Box box(String address) {
        return census().box(id(address)).orElseThrow();
    }

    BoxId id(String address) {
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
                turns,
                requests,
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
