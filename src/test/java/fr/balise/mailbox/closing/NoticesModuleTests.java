package fr.balise.mailbox.closing;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.mailbox.InMemoryDirectory;
import fr.balise.mailbox.MailboxModuleTest;
import fr.balise.mailbox.Scene;
import fr.balise.mailbox.lifecycle.Audience;
import fr.balise.mailbox.lifecycle.AutoReply;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.Command;
import fr.balise.mailbox.lifecycle.Correspondents;
import fr.balise.mailbox.lifecycle.Correspondents.Writer;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.mailbox.lifecycle.Opening;
import fr.balise.mailbox.lifecycle.Openings;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.mailbox.lifecycle.Telling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One message for each correspondent, never for a patient, a machine or a stranger. */
@NullUnmarked
@MailboxModuleTest
@Import(NoticesModuleTests.Writers.class)
class NoticesModuleTests {
    private static final String PATIENT = "279035121518989@patient.mssante.fr";
    private static int number;

    @TestConfiguration(proxyBeanMethods = false)
    static class Writers {
        @Bean
        @Primary
        Correspondents whoWrote() {
            return (mailbox, since) -> Optional.of(List.of(
                    writer("anne@a.mssante.fr", false),
                    writer("paul@b.mssante.fr", false),
                    writer("dpi@hopital.mssante.fr", true),
                    writer("quelqu.un@exemple.test", false),
                    writer(PATIENT, false)));
        }

        private static Writer writer(String address, boolean automatic) {
            return new Writer(MailAddress.parse(address), 1, Instant.parse("2026-11-10T10:00:00Z"), automatic);
        }
    }

    @Autowired
    Notices notices;

    @Autowired
    Openings openings;

    @Autowired
    Lifecycle lifecycle;

    @Autowired
    InMemoryDirectory directory;

    @Autowired
    Scene.Stage stage;

    @Autowired
    JdbcClient jdbc;

    @Value("${balise.outbox.folder}")
    Path outbox;

    Scene.Doctor doctor;
    Hosted old;
    Hosted active;

    @BeforeEach
    void depublished() {
        doctor = stage.doctor();
        active = opened();
        old = pointingTo(opened(), active.address());
    }

    private Hosted opened() {
        var address = MailAddress.parse("annonce" + number++ + "@balise-essai.mssante.fr");
        directory.lists(address.toString(), doctor.person());
        var opening = openings.open(
                address,
                MailboxType.PER,
                new Owner.OfPerson(doctor.person().nationalId()),
                null,
                ZoneId.of("Europe/Paris"),
                By.SYSTEM);
        return ((Opening.Opened) opening).mailbox();
    }

    private Hosted pointingTo(Hosted mailbox, MailAddress to) {
        var reply = new AutoReply(
                to, "Bonjour", "Hello", AutoReply.Fate.NOT_READ, LocalDate.of(2026, 11, 12), null, 30, false);
        lifecycle.apply(mailbox.id(), new Command.Depublish(reply), By.SYSTEM);
        return lifecycle.find(mailbox.id()).orElseThrow();
    }

    private Set<String> everybody() {
        return notices.seen(old).orElseThrow().people().stream()
                .map(Audience.Person::key)
                .collect(Collectors.toSet());
    }

    private List<String> queued() {
        return jdbc.sql("select recipient from outbox.message where sender = :from order by recipient")
                .param("from", active.address().toString())
                .query(String.class)
                .list();
    }

    @Test
    void eachIsToldOnceHoweverOftenItIsPressed() {
        assertThat(notices.send(doctor.self(), old, everybody())).isEqualTo(2);
        assertThat(notices.send(doctor.self(), old, everybody())).isZero();
        assertThat(queued()).containsExactly("anne@a.mssante.fr", "paul@b.mssante.fr");
        assertThat(notices.seen(old).orElseThrow().untold()).isZero();
        assertThat(notices.sent(old.id()))
                .singleElement()
                .extracting(Telling.Sent::messages)
                .isEqualTo(2);
    }

    @Test
    void softwareCanReadWhichAddressIsReplacedByWhich() throws Exception {
        notices.send(doctor.self(), old, everybody());
        assertThat(asItLeft("paul@b.mssante.fr"))
                .contains("Balise-New-Address: <" + active.address() + ">\r\n")
                .contains("Balise-Old-Address: <" + old.address() + ">\r\n");
    }

    private String asItLeft(String to) throws Exception {
        for (int looks = 0; looks < 400; looks++) {
            var sent = jdbc.sql("select id from outbox.message where sender = ? and recipient = ? and state = 'sent'")
                    .params(active.address().toString(), to)
                    .query(Long.class)
                    .optional();
            if (sent.isPresent()) return Files.readString(outbox.resolve(sent.get() + ".eml"));
            Thread.sleep(50);
        }
        throw new AssertionError("no message left within twenty seconds");
    }

    @Test
    void whoeverWasToldTheAddressByOneMailboxIsNotToldItByAnotherOne() {
        notices.send(doctor.self(), old, everybody());
        var second = pointingTo(opened(), active.address());
        assertThat(notices.seen(second).orElseThrow().untold()).isZero();
    }

    @Test
    void aPatientIsCountedAndNeverWrittenTo() {
        var seen = notices.seen(old).orElseThrow();
        assertThat(seen.patients()).isEqualTo(1);
        assertThat(seen.people()).noneMatch(person -> person.writer().patient());
        notices.send(doctor.self(), old, everybody());
        assertThat(jdbc.sql("select count(*) from outbox.message where recipient like '%patient.mssante.fr'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void softwareIsListedForItsOwnersToChange() {
        assertThat(notices.seen(old).orElseThrow().software())
                .singleElement()
                .extracting(writer -> writer.address().toString())
                .isEqualTo("dpi@hopital.mssante.fr");
    }

    @Test
    void nobodyIsWrittenToWhoIsNotOnTheListOrNotChosen() {
        assertThat(notices.send(doctor.self(), old, Set.of("0".repeat(32), "x", "")))
                .isZero();
        assertThat(queued()).isEmpty();
    }

    @Test
    void aDelegateSendsNothing() {
        assertThat(notices.send(doctor.secretary(), old, everybody())).isZero();
        assertThat(queued()).isEmpty();
    }

    @Test
    void baliseWritesOnlyInTheNameOfAnActiveMailboxOfTheSameOwner() {
        assertThat(notices.way(old)).isEqualTo(Notices.Way.OPEN);
        assertThat(notices.way(active)).isEqualTo(Notices.Way.NOT_DEPUBLISHED);
        var elsewhere = pointingTo(opened(), MailAddress.parse("moi@national.mssante.fr"));
        assertThat(notices.way(elsewhere)).isEqualTo(Notices.Way.NOT_HELD_HERE);
        lifecycle.apply(active.id(), new Command.Depublish(null), By.SYSTEM);
        assertThat(notices.way(old)).isEqualTo(Notices.Way.NOT_HELD_HERE);
        assertThat(notices.send(doctor.self(), old, everybody())).isZero();
    }
}
