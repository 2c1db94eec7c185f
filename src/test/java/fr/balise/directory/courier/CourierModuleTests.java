package fr.balise.directory.courier;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.directory.Carrier;
import fr.balise.directory.FailedPublications;
import fr.balise.directory.Publication;
import fr.balise.directory.Publication.Request;
import fr.balise.directory.Publication.Visibility;
import fr.balise.directory.Publication.Wanted;
import fr.balise.directory.search.SearchFixture;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.testing.FreshDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The queue of errands on real PostgreSQL; the way to the national directory is the test's. */
@NullUnmarked
@SpringBootTest(properties = "balise.directory.search.compare=1h")
@ContextConfiguration(initializers = FreshDatabase.class)
@Import({SearchFixture.class, CourierModuleTests.Way.class})
class CourierModuleTests {
    private static final MailAddress OURS = MailAddress.parse("marie.lefevre@ours.mssante.fr");

    @TestComponent
    @Primary
    static class Way implements NationalDirectory {
        Function<Wish, Reply> answer = _ -> new Reply.Done(true);
        final List<Wish> brought = Collections.synchronizedList(new ArrayList<>());

        @Override
        public List<Reply> bring(List<Wish> wishes) {
            assertThat(TransactionSynchronizationManager.isActualTransactionActive())
                    .as("a transaction across a call")
                    .isFalse();
            var replies = new ArrayList<Reply>();
            for (var wish : wishes) {
                brought.add(wish);
                replies.add(answer.apply(wish));
                if (replies.getLast() instanceof Reply.Later(var why, var _) && why.ofTheServer()) break;
            }
            return replies;
        }
    }

    /** So that days pass when the test says. */
    static final class Clock implements InstantSource {
        Instant now = Instant.now();

        @Override
        public Instant instant() {
            return now;
        }
    }

    @Autowired
    SearchFixture fixture;

    @Autowired
    Publication publication;

    @Autowired
    FailedPublications failed;

    @Autowired
    Errands errands;

    /** The application's own courier has no way, and stays out of it. */
    private final PublisherSettings settings = new PublisherSettings(
            PublisherSettings.Way.FILE,
            null,
            null,
            null,
            Path.of("unused"),
            10,
            5,
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            Duration.ofHours(1),
            3,
            Duration.ofMinutes(15),
            Duration.ofHours(1));

    @Autowired
    Way way;

    @Autowired
    org.springframework.beans.factory.ObjectProvider<NationalDirectory> ways;

    @Autowired
    JdbcClient jdbc;

    private final Clock clock = new Clock();
    private Courier courier;

    @BeforeEach
    void invent() {
        fixture.invent();
        jdbc.sql("delete from directory.errand").update();
        way.answer = _ -> new Reply.Done(true);
        way.brought.clear();
        courier = new Courier(errands, ways, settings, clock);
    }

    private void want(MailAddress address, int rank) {
        publication.want(
                new Wanted(
                        address,
                        MailboxType.PER,
                        new Carrier.OfPerson(fixture.lefevre()),
                        Visibility.PUBLISHED,
                        rank,
                        null,
                        null,
                        null),
                "test");
        clock.now = Instant.now().plusSeconds(1);
    }

    private Request request() {
        return publication.state(OURS).getFirst().request();
    }

    private int carry() {
        return courier.carry();
    }

    private void settle() {
        for (int i = 0; i < 10 && !(request() instanceof Request.Told); i++) carry();
    }

    @Test
    void whatIsWishedIsBroughtAndCalledTold() throws Exception {
        want(OURS, 1);
        settle();
        assertThat(request()).isInstanceOf(Request.Told.class);
        assertThat(way.brought).singleElement().satisfies(wish -> {
            assertThat(wish.address()).isEqualTo(OURS);
            assertThat(wish.rank()).isEqualTo(1);
            assertThat(wish.structure()).isNull();
        });
        assertThat(publication.state(OURS).getFirst().observed().listed())
                .as("told is not seen")
                .isFalse();
    }

    @Test
    void aWishThatChangesWhileItIsBroughtIsBroughtAgain() throws Exception {
        way.answer = wish -> {
            if (wish.rank() == 1) want(OURS, 2);
            return new Reply.Done(true);
        };
        want(OURS, 1);
        settle();
        assertThat(way.brought).extracting(Wish::rank).containsExactly(1, 2);
    }

    @Test
    void aRefusalIsListedForStaffAndTriedAgainWhenTheySay() throws Exception {
        way.answer = _ -> new Reply.Refused(Trouble.OTHER_TYPE);
        want(OURS, 1);
        carry();
        assertThat(failed.after(0, 10)).singleElement().satisfies(state -> {
            assertThat(state.wanted().address()).isEqualTo(OURS);
            assertThat(state.request()).isEqualTo(new Request.Failed(1, "other-type"));
        });
        clock.now = clock.now.plus(Duration.ofDays(3));
        assertThat(carry()).as("nobody tries it by himself").isZero();
        way.answer = _ -> new Reply.Done(true);
        long id = failed.after(0, 1).getFirst().statement();
        assertThat(failed.again(id, "account:1")).isTrue();
        assertThat(failed.again(id, "account:1")).isFalse();
        settle();
        assertThat(request()).isInstanceOf(Request.Told.class);
    }

    @Test
    void anOutageIsWaitedOutAndCostsTheOthersNoAttempt() throws Exception {
        for (int i = 0; i < 3; i++) want(MailAddress.parse("box" + i + "@ours.mssante.fr"), 1);
        way.answer = _ -> new Reply.Later(Trouble.BUSY, Duration.ofMinutes(5));
        assertThat(carry()).isEqualTo(3);
        assertThat(way.brought).hasSize(1);
        assertThat(attempts()).containsExactly(0, 0, 1);
        clock.now = clock.now.plus(Duration.ofMinutes(4));
        assertThat(carry()).isZero();
        clock.now = clock.now.plus(Duration.ofMinutes(2));
        way.answer = _ -> new Reply.Done(true);
        assertThat(carry()).isEqualTo(3);
        assertThat(carry()).isZero();
    }

    @Test
    void whatIsTriedTooOftenIsGivenUp() {
        want(OURS, 1);
        way.answer = _ -> new Reply.Later(Trouble.BROKEN, null);
        triedThrice();
        assertThat(request()).isEqualTo(new Request.Failed(3, "broken"));
    }

    @Test
    void aServerThatIsAwayForLongMakesNobodyGiveUp() {
        want(OURS, 1);
        way.answer = _ -> new Reply.Later(Trouble.UNREACHABLE, null);
        triedThrice();
        triedThrice();
        way.answer = _ -> new Reply.Done(true);
        assertThat(carry()).isOne();
        assertThat(request()).isInstanceOf(Request.Told.class);
    }

    private void triedThrice() {
        for (int i = 0; i < 3; i++) {
            assertThat(carry()).isOne();
            clock.now = clock.now.plus(Duration.ofHours(2));
        }
    }

    @Test
    void anErrandWhoseCarrierDiedIsTakenOverAndItsLateAnswerDoesNothing() {
        want(OURS, 1);
        var dead = errands.take(clock.now, Duration.ofMinutes(1), 5);
        assertThat(dead).hasSize(1);
        assertThat(errands.take(clock.now, Duration.ofMinutes(1), 5))
                .as("it is held")
                .isEmpty();
        want(OURS, 2);
        clock.now = clock.now.plus(Duration.ofMinutes(2));
        var taken = errands.take(clock.now, Duration.ofMinutes(1), 5);
        assertThat(taken)
                .singleElement()
                .satisfies(errand -> assertThat(errand.wish().rank()).isEqualTo(2));
        assertThat(errands.done(dead.getFirst(), clock.now)).isFalse();
        errands.failed(dead.getFirst(), Trouble.REFUSED, clock.now);
        assertThat(errands.done(taken.getFirst(), clock.now)).isTrue();
    }

    @Test
    void fourCopiesBringEachWishOnce() throws Exception {
        for (int i = 0; i < 60; i++) want(MailAddress.parse("copy" + i + "@ours.mssante.fr"), 1);
        try (var copies = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int copy = 0; copy < 4; copy++)
                copies.submit(() -> {
                    var own = new Courier(errands, ways, settings, clock);
                    while (own.carry() > 0) continue;
                });
        }
        assertThat(way.brought).hasSize(60).doesNotHaveDuplicates();
    }

    private List<Integer> attempts() {
        return jdbc.sql("select attempts from directory.errand order by attempts")
                .query(Integer.class)
                .list();
    }
}
