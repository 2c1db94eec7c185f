package fr.balise.mailbox.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.identity.Accounts;
import fr.balise.identity.Actor;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.NationalPersonId;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.mailbox.lifecycle.Opening;
import fr.balise.mailbox.lifecycle.Openings;
import fr.balise.mailbox.lifecycle.Owner;
import fr.balise.mailbox.sharing.Keyring.Making;
import fr.balise.mailbox.sharing.Share.May;
import fr.balise.mailbox.sharing.Sharing.Given;
import fr.balise.mailbox.sharing.Sharing.Taken;
import fr.balise.mailbox.sharing.Sharing.Why;
import fr.balise.mailbox.sharing.Sharing.Wish;
import fr.balise.portal.supervisor.EngineForTests;
import fr.balise.portal.supervisor.Instance.MailPort;
import fr.balise.testing.EngineTest;
import fr.balise.testing.FreshEngine;
import fr.balise.testing.MailTalk;
import fr.balise.testing.TokenServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rights to mailboxes, from the hand that gives them to the real mail servers that hold to them. */
@NullUnmarked
@EngineTest
class SharingEngineTests {
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Set<String> NOTHING = Set.of();

    @Autowired
    Openings openings;

    @Autowired
    Keyring keyring;

    @Autowired
    Sharing sharing;

    @Autowired
    Accounts accounts;

    @Autowired
    fr.balise.mailstore.MailAccounts stored;

    @Autowired
    EngineForTests engine;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    InstantSource clock;

    private Actor person(String name) {
        var number = "8997%08d".formatted(31_000_000 + NUMBERS.incrementAndGet());
        return accounts.named(new NationalPersonId(number), name);
    }

    private Hosted opened(MailboxType type, Owner owner) {
        var address = MailAddress.parse("shared" + NUMBERS.incrementAndGet() + "@" + FreshEngine.DOMAIN);
        var mailbox = ((Opening.Opened) openings.open(address, type, owner, null, PARIS, By.SYSTEM)).mailbox();
        await(() -> stored.find(address).isPresent());
        return mailbox;
    }

    private Hosted practice(Actor doctor) {
        return opened(MailboxType.CAB, new Owner.OfPerson(doctor.nationalId()));
    }

    private static <T> T done(Outcome<T> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<T>) outcome).value();
    }

    private String password(Actor who, Set<String> managed, MailboxId id) {
        var making = done(keyring.make(who, managed, id, "Téléphone"));
        assertThat(making).isInstanceOf(Making.Made.class);
        return ((Making.Made) making).password().secret();
    }

    private void shared(
            Actor giver,
            Set<String> managed,
            Hosted mailbox,
            Actor to,
            May may,
            boolean send,
            @Nullable LocalDate ends) {
        var given = done(sharing.give(giver, managed, mailbox.id(), new Wish(to.name(), may, send, ends)));
        assertThat(given).isInstanceOf(Given.Made.class);
        assertThat(sharing.accept(((Given.Made) given).token(), to)).isInstanceOf(Taken.Open.class);
    }

    private String login(Hosted mailbox, String password) throws IOException {
        try (var imap = MailTalk.imap(engine.port(MailPort.IMAP))) {
            return imap.imap("LOGIN " + mailbox.address().key() + " " + password);
        }
    }

    private String submission(Hosted mailbox, String password) throws IOException {
        try (var talk = MailTalk.smtp(engine.port(MailPort.SUBMISSION), null)) {
            return talk.login(mailbox.address().key(), password);
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), PARIS);
    }

    private static void await(BooleanSupplier so) {
        var end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!so.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within thirty seconds").isLessThan(end);
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void aHolderMakesSeveralPasswordsSeesWhenEachWasUsedAndRevokesOne() throws Exception {
        var doctor = person("Anne ESSAI");
        var mailbox = opened(MailboxType.PER, new Owner.OfPerson(doctor.nationalId()));
        var one = password(doctor, NOTHING, mailbox.id());
        var other = password(doctor, NOTHING, mailbox.id());
        assertThat(login(mailbox, one)).contains("OK");
        var entry = done(keyring.one(doctor, NOTHING, mailbox.id()));
        assertThat(entry.valid()).hasSize(2);
        assertThat(entry.valid().getLast().usedAt()).isNotNull();
        assertThat(entry.valid().getFirst().usedAt()).isNull();

        try (var open = MailTalk.imap(engine.port(MailPort.IMAP))) {
            assertThat(open.imap("LOGIN " + mailbox.address().key() + " " + one))
                    .contains("OK");
            done(keyring.revoke(doctor, mailbox.id(), entry.valid().getLast().id()));
            await(() -> ended(open));
        }
        assertThat(login(mailbox, one)).startsWith("NO");
        assertThat(login(mailbox, other)).contains("OK");
    }

    private static boolean ended(MailTalk open) {
        try {
            return !open.imap("NOOP").contains("OK");
        } catch (IOException | RuntimeException closed) {
            return true;
        }
    }

    @Test
    void theSecretaryReadsWithoutSendingAndTheRightThatEndsCutsTheSession() throws Exception {
        var doctor = person("Anne CABINET");
        var secretary = person("Nadia SECRÉTAIRE");
        var mailbox = practice(doctor);
        assertThat(keyring.one(secretary, NOTHING, mailbox.id()).isDone()).isFalse();
        shared(doctor, NOTHING, mailbox, secretary, May.READ, false, null);
        var secret = password(secretary, NOTHING, mailbox.id());
        assertThat(login(mailbox, secret)).contains("OK");
        assertThat(submission(mailbox, secret)).startsWith("535");
        try (var open = MailTalk.imap(engine.port(MailPort.IMAP))) {
            assertThat(open.imap("LOGIN " + mailbox.address().key() + " " + secret))
                    .contains("OK");
            assertThat(open.imap("CREATE Dossier")).startsWith("NO");
            var share = sharing.of(mailbox).getFirst().share();
            done(sharing.end(doctor, NOTHING, mailbox.id(), share.id()));
            await(() -> ended(open));
        }
        assertThat(login(mailbox, secret)).startsWith("NO");
        assertThat(keyring.one(secretary, NOTHING, mailbox.id()).isDone()).isFalse();
    }

    @Test
    void aDelegateComesWithATokenOfHerOwnAndNoPasswordUntilTheRightEnds() throws Exception {
        var doctor = person("Anne JETON");
        var secretary = person("Nadia JETON");
        var mailbox = practice(doctor);
        var token = "token-of-a-delegate-" + System.nanoTime();
        TokenServer.knows(token, secretary.nationalId().value());
        assertThat(byToken(mailbox, token)).doesNotContain("OK");
        shared(doctor, NOTHING, mailbox, secretary, May.READ, false, null);
        assertThat(byToken(mailbox, token)).contains("OK");
        assertThat(keyring.one(secretary, NOTHING, mailbox.id()).isDone()).isTrue();
        try (var smtp = MailTalk.smtp(engine.port(MailPort.SUBMISSION), null)) {
            assertThat(smtp.smtp("AUTH XOAUTH2 " + xoauth2(mailbox, token))).doesNotStartWith("235");
        }
        try (var open = MailTalk.imap(engine.port(MailPort.IMAP))) {
            assertThat(open.imap("AUTHENTICATE XOAUTH2 " + xoauth2(mailbox, token)))
                    .contains("OK");
            assertThat(open.imap("CREATE Dossier")).startsWith("NO");
            done(sharing.end(
                    doctor,
                    NOTHING,
                    mailbox.id(),
                    sharing.of(mailbox).getFirst().share().id()));
            await(() -> ended(open));
        }
        assertThat(byToken(mailbox, token)).doesNotContain("OK");
    }

    private String byToken(Hosted mailbox, String token) throws IOException {
        try (var imap = MailTalk.imap(engine.port(MailPort.IMAP))) {
            return imap.imap("AUTHENTICATE XOAUTH2 " + xoauth2(mailbox, token));
        }
    }

    private static String xoauth2(Hosted mailbox, String token) {
        var said = "user=" + mailbox.address().key() + "\u0001auth=Bearer " + token + "\u0001\u0001";
        return Base64.getEncoder().encodeToString(said.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whoMaySendSendsInTheNameOfTheMailbox() throws Exception {
        var doctor = person("Anne ENVOI");
        var secretary = person("Nadia ENVOI");
        var mailbox = practice(doctor);
        shared(doctor, NOTHING, mailbox, secretary, May.MANAGE, true, null);
        assertThat(submission(mailbox, password(secretary, NOTHING, mailbox.id())))
                .startsWith("235");
    }

    @Test
    void aRightEndsWithItsLastDay() throws Exception {
        var doctor = person("Anne DATE");
        var substitute = person("Paul REMPLAÇANT");
        var mailbox = opened(MailboxType.PER, new Owner.OfPerson(doctor.nationalId()));
        assertThat(done(sharing.give(doctor, NOTHING, mailbox.id(), new Wish("Paul", May.READ, false, null))))
                .isEqualTo(new Given.Refused(Why.END_NEEDED));
        shared(doctor, NOTHING, mailbox, substitute, May.READ, false, today().plusDays(3));
        var secret = password(substitute, NOTHING, mailbox.id());
        assertThat(login(mailbox, secret)).contains("OK");
        jdbc.sql("update mailbox.share set ends_on = :day where hosted = :id")
                .param("day", today().minusDays(1))
                .param("id", mailbox.id().value())
                .update();
        assertThat(keyring.one(substitute, NOTHING, mailbox.id()).isDone()).isFalse();
        // Before it stand more than a page of rights whose last day is today.
        jdbc.sql(
                        "insert into mailbox.share (hosted, name, level, may_send, token, open_until, ends_on, made_at, made_by, account, accepted_at)"
                                + " select hosted, name, level, may_send, decode(md5(n::text), 'hex'), open_until, :today, made_at, made_by,"
                                + " account, accepted_at from mailbox.share, generate_series(1, 250) n where hosted = :id")
                .param("today", today())
                .param("id", mailbox.id().value())
                .update();
        jdbc.sql("with gone as (delete from mailbox.share where hosted = :id and ends_on < :today returning *)"
                        + " insert into mailbox.share (hosted, name, level, may_send, token, open_until, ends_on, made_at, made_by, account, accepted_at)"
                        + " select hosted, name, level, may_send, decode('ff' || encode(token, 'hex'), 'hex'), open_until, ends_on, made_at, made_by, account,"
                        + " accepted_at from gone")
                .param("today", today())
                .param("id", mailbox.id().value())
                .update();
        sharing.endWhatIsOver();
        jdbc.sql("delete from mailbox.share where hosted = :id and ends_on = :today")
                .param("today", today())
                .param("id", mailbox.id().value())
                .update();
        assertThat(login(mailbox, secret)).startsWith("NO");
        assertThat(sharing.of(mailbox).getFirst().state()).isEqualTo(Share.State.ENDED);
    }

    @Test
    void theManagerNamesAResponsiblePersonWhoGivesRightsAndReadsNothing() throws Exception {
        var structure = "1990000099";
        var manager = person("Loïc DSI");
        var responsible = person("Odile RENAUD");
        var nurse = person("Awa CAMARA");
        var mailbox = opened(MailboxType.ORG, new Owner.OfStructure(structure));
        var manages = Set.of(structure);
        assertThat(keyring.make(manager, manages, mailbox.id(), "PC").isDone()).isFalse();
        shared(manager, manages, mailbox, responsible, May.RESPONSIBLE, true, null);
        assertThat(login(mailbox, password(responsible, NOTHING, mailbox.id()))).contains("OK");
        shared(responsible, NOTHING, mailbox, nurse, May.READ, false, null);
        // Who answers for it gives rights, and does not name another in their place.
        assertThat(done(sharing.give(responsible, NOTHING, mailbox.id(), new Wish("X", May.RESPONSIBLE, true, null))))
                .isEqualTo(new Given.Refused(Why.NO_RESPONSIBLE_HERE));
        assertThat(sharing.give(nurse, NOTHING, mailbox.id(), new Wish("X", May.READ, false, null))
                        .isDone())
                .isFalse();
        assertThat(sharing.give(manager, NOTHING, mailbox.id(), new Wish("X", May.READ, false, null))
                        .isDone())
                .isFalse();
    }

    @Test
    void aLinkWorksOnceAndForNobodyWhoHasTheMailboxAlready() {
        var doctor = person("Anne LIEN");
        var one = person("Une PERSONNE");
        var other = person("Une AUTRE");
        var mailbox = practice(doctor);
        var given =
                (Given.Made) done(sharing.give(doctor, NOTHING, mailbox.id(), new Wish("Une", May.READ, false, null)));
        assertThat(sharing.look(given.token(), doctor)).isEqualTo(new Taken.Refused(Why.OWN));
        assertThat(sharing.accept("wrong", one)).isEqualTo(new Taken.Refused(Why.NOT_OPEN));
        assertThat(sharing.look(given.token(), one)).isInstanceOf(Taken.Open.class);
        assertThat(sharing.accept(given.token(), one)).isInstanceOf(Taken.Open.class);
        assertThat(sharing.accept(given.token(), other)).isEqualTo(new Taken.Refused(Why.NOT_OPEN));
        var withdrawn = (Given.Made)
                done(sharing.give(doctor, NOTHING, mailbox.id(), new Wish("Autre", May.READ, false, null)));
        done(sharing.end(doctor, NOTHING, mailbox.id(), withdrawn.id()));
        assertThat(sharing.accept(withdrawn.token(), other)).isEqualTo(new Taken.Refused(Why.NOT_OPEN));
    }

    @Test
    void nobodyRevokesThePasswordOfSomebodyElse() {
        var doctor = person("Anne SEULE");
        var stranger = person("Un ÉTRANGER");
        var mailbox = practice(doctor);
        password(doctor, NOTHING, mailbox.id());
        var id = done(keyring.one(doctor, NOTHING, mailbox.id()))
                .valid()
                .getFirst()
                .id();
        assertThat(keyring.revoke(stranger, mailbox.id(), id).isDone()).isFalse();
        assertThat(keyring.one(stranger, NOTHING, mailbox.id()).isDone()).isFalse();
        assertThat(keyring.make(stranger, NOTHING, mailbox.id(), "PC").isDone()).isFalse();
        assertThat(done(keyring.one(doctor, NOTHING, mailbox.id())).valid()).hasSize(1);
    }
}
