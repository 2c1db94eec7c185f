package fr.balise.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.identity.Subject.Right;
import fr.balise.kernel.MailboxType;
import fr.balise.mailbox.Checks.Asked;
import fr.balise.mailbox.Outcome.Done;
import fr.balise.mailbox.Outcome.Refused;
import fr.balise.mailbox.Scene.Doctor;
import fr.balise.mailbox.Scene.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@MailboxModuleTest
class ChecksModuleTests {
    @Autowired
    Checks checks;

    @Autowired
    Census census;

    @Autowired
    Declarations declarations;

    @Autowired
    Stage stage;

    @Autowired
    InMemoryDirectory directory;

    @Autowired
    Scene.Clock clock;

    @Autowired
    Scene.Acts acts;

    @Autowired
    JdbcClient jdbc;

    Doctor doctor;

    @BeforeEach
    void newDoctor() {
        doctor = stage.doctor();
    }

    @Test
    void theLinkOnlyShowsAPageAndTheButtonConfirms() {
        assertThat(checks.ask(doctor.self(), doctor.box()).isDone()).isTrue();
        var mail = stage.mailTo(doctor.address());
        var token = Stage.token(mail);

        for (int n = 0; n < 3; n++)
            assertThat(done(checks.open(doctor.self(), token)).state()).isInstanceOf(CheckState.Waiting.class);
        assertThat(evidence()).isInstanceOf(Evidence.NotConfirmed.class);

        assertThat(done(checks.confirm(doctor.self(), token)).state()).isInstanceOf(CheckState.Answered.class);
        assertThat(evidence()).isInstanceOf(Evidence.Confirmed.class);
        assertThat(checks.confirm(doctor.self(), token).isDone())
                .as("a second press does no harm")
                .isTrue();
        assertThat(acts.of(doctor.account())).containsExactly("mailbox.check", "mailbox.confirm");
    }

    @Test
    void theMessageSaysWhoAskedInTwoLanguagesAndKeepsItsSecretsOutOfTheDatabase() {
        checks.ask(doctor.self(), doctor.box());
        var mail = stage.mailTo(doctor.address());

        assertThat(mail.body())
                .contains(doctor.person().fullName(), "Oui, je lis cette boîte", "Yes, I read this mailbox")
                .contains("http://127.0.0.1:8080/verification/");
        var kept = jdbc.sql("select c::text || m::text from mailbox.check_sent c, outbox.message m")
                .query(String.class)
                .list();
        assertThat(kept).isNotEmpty().noneMatch(row -> row.contains(Stage.token(mail)));
    }

    @Test
    void oneCheckInSevenDaysWhoeverAsks() {
        checks.ask(doctor.self(), doctor.box());
        var other = stage.doctor();
        declarations.addByHand(other.self(), doctor.address());

        assertThat(checks.ask(doctor.self(), doctor.box())).isInstanceOf(Refused.class);
        assertThat(refusal(checks.ask(other.self(), other.box(doctor.address()))))
                .isInstanceOf(Refusal.TooSoon.class);

        clock.forward(Duration.ofDays(7));
        assertThat(checks.ask(other.self(), other.box(doctor.address())).isDone())
                .isTrue();
    }

    @Test
    void whoeverAsksAtTheSameMomentGetsOneMessage() throws Exception {
        var outcomes = together(8, () -> checks.ask(doctor.self(), doctor.box()));

        assertThat(outcomes).filteredOn(Outcome::isDone).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.isDone())
                .allMatch(outcome -> refusal(outcome) instanceof Refusal.TooSoon);
        stage.mailTo(doctor.address());
        assertThat(stage.mailsTo(doctor.address())).hasSize(1);
    }

    @Test
    void onlyTheAccountThatAskedCanAnswer() {
        checks.ask(doctor.self(), doctor.box());
        var token = Stage.token(stage.mailTo(doctor.address()));
        var stranger = stage.doctor();

        assertThat(refusal(checks.open(stranger.self(), token))).isInstanceOf(Refusal.NotTheRequester.class);
        assertThat(refusal(checks.confirm(stranger.self(), token))).isInstanceOf(Refusal.NotTheRequester.class);
        assertThat(refusal(checks.confirm(doctor.secretary(), token))).isInstanceOf(Refusal.NotAllowed.class);
        assertThat(evidence()).isInstanceOf(Evidence.NotConfirmed.class);
    }

    @Test
    void aTokenThatWasNeverGivenOutLeadsNowhere() {
        for (var token : List.of(
                "",
                "x",
                "'; drop table mailbox.check_sent; --",
                "A".repeat(43),
                "é".repeat(43),
                "A".repeat(100_000),
                "../../etc/passwd",
                "\u0000".repeat(43)))
            assertThat(refusal(checks.confirm(doctor.self(), token))).isInstanceOf(Refusal.NotFound.class);
    }

    @Test
    void theTypedCodeConfirmsHoweverItIsSpaced() {
        checks.ask(doctor.self(), doctor.box());
        var code = Stage.code(stage.mailTo(doctor.address()));
        assertThat(refusal(type("12345"))).as("a slip costs no attempt").isEqualTo(new Refusal.WrongCode(5));
        assertThat(checks.typeCode(doctor.self(), doctor.box(), " " + code + "\n")
                        .isDone())
                .isTrue();
        assertThat(evidence()).isInstanceOf(Evidence.Confirmed.class);
    }

    @Test
    void fiveWrongCodesKillTheCodeButNotTheLink() {
        checks.ask(doctor.self(), doctor.box());
        var mail = stage.mailTo(doctor.address());
        var wrong = Stage.code(mail).startsWith("0") ? "999999" : "000000";
        for (int left = 4; left > 0; left--) assertThat(refusal(type(wrong))).isEqualTo(new Refusal.WrongCode(left));
        assertThat(refusal(type(wrong))).isInstanceOf(Refusal.TooManyAttempts.class);

        assertThat(refusal(type(Stage.code(mail)))).isInstanceOf(Refusal.TooManyAttempts.class);
        assertThat(checks.confirm(doctor.self(), Stage.token(mail)).isDone()).isTrue();
    }

    @Test
    void wrongCodesAtTheSameMomentAreCountedOneByOne() throws Exception {
        checks.ask(doctor.self(), doctor.box());
        var wrong = Stage.code(stage.mailTo(doctor.address())).startsWith("0") ? "999999" : "000000";
        together(12, () -> type(wrong));
        assertThat(jdbc.sql("select wrong_codes from mailbox.check_sent where account = :account")
                        .param("account", doctor.account())
                        .query(Integer.class)
                        .single())
                .isEqualTo(5);
    }

    @Test
    void nothingThatIsNotSixDigitsConfirms() {
        checks.ask(doctor.self(), doctor.box());
        for (var code : List.of("", "abcdef", "1234567", "' or 1=1", "١٢٣٤٥٦", "-12345", "\u0000", "1".repeat(10_000)))
            assertThat(type(code).isDone()).isFalse();
    }

    @Test
    void linkAndCodeExpire() {
        checks.ask(doctor.self(), doctor.box());
        var mail = stage.mailTo(doctor.address());
        clock.forward(Duration.ofDays(15));
        assertThat(refusal(checks.confirm(doctor.self(), Stage.token(mail)))).isInstanceOf(Refusal.Expired.class);
        assertThat(refusal(type(Stage.code(mail)))).isInstanceOf(Refusal.Expired.class);
        assertThat(census.box(doctor.self(), doctor.box()).map(Box::check))
                .isInstanceOfSatisfying(
                        Done.class, done -> assertThat(done.value()).isInstanceOf(CheckState.Unanswered.class));
    }

    @Test
    void aMailboxThatIsNotMineIsNoLongerChecked() {
        checks.ask(doctor.self(), doctor.box());
        var token = Stage.token(stage.mailTo(doctor.address()));
        declarations.notMine(doctor.self(), doctor.box());
        assertThat(checks.confirm(doctor.self(), token).isDone()).isFalse();
        assertThat(refusal(checks.ask(doctor.self(), doctor.box()))).isInstanceOf(Refusal.NotMine.class);
    }

    @Test
    void aCheckProvesAMailboxByHand() {
        var address = "byhand" + doctor.account() + "@medecin.mssante.fr";
        declarations.addByHand(doctor.self(), address);
        checks.ask(doctor.self(), doctor.box(address));
        checks.confirm(doctor.self(), Stage.token(stage.mailTo(address)));
        assertThat(done(census.box(doctor.self(), doctor.box(address))).proven())
                .isTrue();
    }

    @Test
    void whatOneConfirmsOfASharedMailboxEveryoneWhoSharesItIsToldAndNobodyElse() {
        var colleague = stage.doctor();
        var address = "cabinet" + doctor.account() + "@national.mssante.fr";
        directory.lists(address, MailboxType.CAB, doctor.situation());
        directory.lists(address, MailboxType.CAB, colleague.situation());
        checks.ask(doctor.self(), doctor.box(address));
        checks.confirm(doctor.self(), Stage.token(stage.mailTo(address)));

        assertThat(seen(doctor, address)).isInstanceOf(Evidence.Confirmed.class);
        assertThat(seen(colleague, address)).isInstanceOf(Evidence.ConfirmedByColleague.class);

        var stranger = stage.doctor();
        declarations.addByHand(stranger.self(), address);
        assertThat(seen(stranger, address).confidence()).isEqualTo(Evidence.Confidence.NONE);
    }

    private Evidence seen(Doctor by, String address) {
        return done(census.box(by.self(), by.box(address))).evidence();
    }

    @Test
    void nobodyMakesBaliseWriteToManyMailboxes() {
        jdbc.sql("insert into mailbox.check_sent (person, address, account, by_name, token_hash, code_salt, code_hash,"
                        + " sent_at, expires_at) select 'x', 'x', :account, 'x', sha256((:account || '/' || n)::bytea),"
                        + " ''::bytea, ''::bytea, :now, :now from generate_series(1, 30) n")
                .param("account", doctor.account())
                .param("now", clock.instant().atOffset(java.time.ZoneOffset.UTC))
                .update();
        assertThat(refusal(checks.ask(doctor.self(), doctor.box()))).isInstanceOf(Refusal.TooSoon.class);
        clock.forward(Duration.ofDays(1));
        assertThat(checks.ask(doctor.self(), doctor.box()).isDone()).isTrue();
    }

    private Outcome<Asked> type(String code) {
        return checks.typeCode(doctor.self(), doctor.box(), code);
    }

    private Evidence evidence() {
        return done(census.box(doctor.with(Right.VIEW), doctor.box())).evidence();
    }

    private static <T> List<T> together(int many, Callable<T> act) throws Exception {
        try (var pool = Executors.newFixedThreadPool(many)) {
            var outcomes = new ArrayList<T>();
            for (var future :
                    pool.invokeAll(IntStream.range(0, many).mapToObj(n -> act).toList())) outcomes.add(future.get());
            return outcomes;
        }
    }

    private static <T> T done(Outcome<T> outcome) {
        if (outcome instanceof Done<T>(var value)) return value;
        throw new AssertionError(outcome.toString());
    }

    private static Refusal refusal(Outcome<?> outcome) {
        if (outcome instanceof Refused<?>(var why)) return why;
        throw new AssertionError(outcome.toString());
    }
}
