package fr.balise.mailbox.console;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.identity.Actor;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.console.HostedConsole.Page;
import fr.balise.mailstore.UsageList.Use;
import fr.balise.testing.FreshDatabase;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;

/** The list of staff over a hundred thousand mailboxes. */
@NullUnmarked
@SpringBootTest(properties = "balise.mailbox.own-domains=liste.mssante.fr")
@ContextConfiguration(initializers = FreshDatabase.class)
class HostedListModuleTests {
    private static final int COUNT = 100_000;
    private static final Actor STAFF = new Actor(6_001, "Inès Marchal", null, Set.of(Actor.Role.OPERATOR));

    @Autowired
    HostedConsole console;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void fill() {
        if (jdbc.sql("select count(*) from mailbox.hosted").query(Long.class).single() > 0) return;
        jdbc.sql(
                        "insert into mailbox.hosted (address, display, type, owner, zone, opened_at, state, since, in_line)"
                                + " select 'boite-' || i || '@liste.mssante.fr', 'boite-' || i || '@liste.mssante.fr', 'PER',"
                                + " 'person:8' || lpad(i::text, 11, '0'), 'Europe/Paris', now(), 'active', now(), 0 from generate_series(1, :count) i")
                .param("count", COUNT)
                .update();
        jdbc.sql(
                        "insert into mailstore.account (id, address, address_key, quota_bytes, reserve_bytes, reserve_days, opened_at)"
                                + " select id, address, address, 1000, 100, 7, now() from mailbox.hosted")
                .update();
        // One in a thousand is full; one in ten was never used; the others in turn today, two and four months ago.
        jdbc.sql(
                        "insert into mailstore.usage (username, bytes) select address, case when id % 1000 = 0 then 1000 else 500 end from mailbox.hosted")
                .update();
        jdbc.sql(
                        "insert into mailstore.last_login (username, last_login) select address,"
                                + " extract(epoch from now())::bigint - (array[86400, 5184000, 10368000])[id % 3 + 1] from mailbox.hosted where id % 10 <> 0")
                .update();
        jdbc.sql(
                        "insert into mailstore.recording (since, until) values (now() - interval '400 days', now() + interval '1 day')")
                .update();
        // Of one in a hundred something changed last month that no event told of.
        jdbc.sql(
                        "insert into mailstore.untold (account, day) select id, current_date - 20 from mailbox.hosted where id % 100 = 7")
                .update();
        jdbc.sql("analyze mailbox.hosted").update();
        jdbc.sql("analyze mailstore.account").update();
    }

    private Page page(Filter filter, long after) {
        return ((Outcome.Done<Page>) console.page(STAFF, filter, after)).value();
    }

    @Test
    void eachPageComesQuicklyWhateverIsAsked() {
        var filters = new Filter[] {
            Filter.NONE,
            new Filter("boite-99999@", null, null, null, false, false),
            new Filter("rien-de-tel", null, null, null, false, false),
            new Filter("", "erased", null, null, false, false),
            new Filter("", null, null, null, true, false),
            new Filter("", null, null, Use.NEVER, false, false),
            new Filter("", "active", null, Use.EARLIER, true, false),
            new Filter("", null, null, null, false, true)
        };
        for (var filter : filters) page(filter, 0); // warm
        for (var filter : filters) {
            var begin = System.nanoTime();
            page(filter, 0);
            page(filter, COUNT - 200L);
            var milliseconds = (System.nanoTime() - begin) / 2_000_000;
            System.out.printf("list of %d, %s: %d ms a page%n", COUNT, filter, milliseconds);
            assertThat(milliseconds).as(filter.toString()).isLessThan(2_000); // a machine shared by others
        }
    }

    @Test
    void aWalkShowsEverythingOnce() {
        var seen = new HashSet<Long>();
        var filter = new Filter("", null, null, null, true, false);
        for (Long after = 0L; after != null; ) {
            var page = page(filter, after);
            page.rows().forEach(row -> {
                assertThat(seen.add(row.line().id().value())).isTrue();
                assertThat(row.fill().full()).isTrue();
            });
            after = page.next();
        }
        assertThat(seen).hasSize(COUNT / 1000);
    }

    @Test
    void useIsToldInStepsWithoutDaysAndWhereTheRecordsHaveAGapNotAtAll() {
        var first = page(new Filter("boite-30@", null, null, null, false, false), 0)
                .rows()
                .getFirst();
        assertThat(first.fill().use()).isEqualTo(Use.NEVER);
        assertThat(page(new Filter("boite-7@", null, null, null, false, false), 0)
                        .rows()
                        .getFirst()
                        .fill()
                        .use())
                .as("used two months ago, and perhaps last month")
                .isEqualTo(Use.UNKNOWN);
        assertThat(page(new Filter("boite-207@", null, null, null, false, false), 0)
                        .rows()
                        .getFirst()
                        .fill()
                        .use())
                .as("used yesterday, whatever happened before")
                .isEqualTo(Use.WITHIN_30_DAYS);
        for (var use : Use.values())
            assertThat(page(new Filter("", null, null, use, false, false), 0).rows())
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(row.fill().use()).isEqualTo(use));
    }

    @Test
    void nobodyElseSeesTheList() {
        var manager = new Actor(6_002, "Loïc Guéguen", null, Set.of(Actor.Role.MANAGER));
        assertThat(console.page(manager, Filter.NONE, 0).isDone()).isFalse();
        assertThat(console.detail(manager, new fr.balise.mailbox.lifecycle.MailboxId(1))
                        .isDone())
                .isFalse();
    }
}
