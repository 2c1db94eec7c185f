package fr.balise.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.hygiene.Attesting.Attested;
import fr.balise.hygiene.Cleaning.Way;
import fr.balise.hygiene.Cleanings.Ordered;
import fr.balise.hygiene.Cleanings.Terms;
import fr.balise.hygiene.Criteria.Flags;
import fr.balise.hygiene.CutOff.Edge;
import fr.balise.jobs.Job;
import fr.balise.jobs.Work;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.lifecycle.Command;
import fr.balise.mailbox.lifecycle.Hold;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailstore.MailAccounts;
import fr.balise.mailstore.MessageKind;
import fr.balise.testing.FreshEngine;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** Stock and clean-ups in the real Dovecot, with its own count of what is freed. */
@NullUnmarked
class CleaningEngineTests extends TidiedMailbox {
    private static final Set<Group> ALL = EnumSet.complementOf(EnumSet.of(Group.KEEP));

    @Autowired
    HygieneSettings settings;

    @Autowired
    CleaningRows rows;

    @Autowired
    CleanWork work;

    @Autowired
    UndoWork undoing;

    @Autowired
    MailAccounts accounts;

    @Autowired
    Keeping keeping;

    @Autowired
    Rules rules;

    @Autowired
    RuleRounds ruleRounds;

    @Autowired
    Attesting attesting;

    @Autowired
    Selections selections;

    @Autowired
    Rooms rooms;

    @Autowired
    Warnings warnings;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    private void some(Hosted mailbox, long seed) {
        var random = new Random(seed);
        var folders = List.of("INBOX", "Trash", "Junk", "Sent", "Archive/2024");
        for (int n = 0; n < 60; n++) {
            var flags = new TreeSet<String>();
            if (random.nextInt(5) > 0) flags.add("\\Seen");
            if (random.nextInt(9) == 0) flags.add("\\Flagged");
            if (random.nextBoolean()) flags.add(Item.FILED);
            put(
                    mailbox,
                    folders.get(random.nextInt(folders.size())),
                    n,
                    random.nextBoolean() ? "xdm" : "letter",
                    Instant.now().minus(Duration.ofDays(random.nextInt(800))),
                    flags.toArray(String[]::new));
        }
    }

    @Test
    void whatIsFreedIsToTheOctetWhatWasPromisedAndAllOfItComesBack() throws Exception {
        for (long seed = 1; seed <= 4; seed++) {
            var mailbox = opened();
            some(mailbox, seed);
            var before = everything(mailbox);
            long full = counted(mailbox);
            var stock = stocktaking.take(account(mailbox));
            assertThat(stock.octets()).as("stock").isEqualTo(full);
            assertThat(stock.messages()).isEqualTo(before.size());
            var promised =
                    cleanings.proposals(stock, rooms.of(mailbox).orElseThrow()).of(ALL);
            assertThat(promised.messages()).as("seed " + seed).isPositive();

            var ordered = cleanings.order(holder, mailbox, ALL, promised.messages(), "fermeture du cabinet");
            long id = ((Ordered.Begun) ordered).cleaning();
            var cleaning = done(mailbox, id);
            assertThat(full - counted(mailbox)).isEqualTo(promised.octets()).isEqualTo(cleaning.octets());
            assertThat(everything(mailbox)).hasSize(before.size() - (int) promised.messages());

            assertThat(cleanings.undo(holder, cleaning, ALL)).isTrue();
            assertThat(undone(mailbox, id)).isEqualTo(Job.State.DONE);
            assertThat(everything(mailbox)).isEqualTo(before);
        }
    }

    /** Dovecot lays the copies down first and removes the messages afterwards; killed between the two it leaves both. */
    @Test
    void aMoveThatADyingServerCutOffIsEndedAndNothingComesTwice() throws Exception {
        var mailbox = opened();
        var at = ago(90);
        for (int n = 1; n <= 4; n++) put(mailbox, "Trash", n, "letter", at, "\\Seen");
        put(mailbox, "Trash", 4, "letter", at, "\\Seen"); // a second one that nobody can tell from the first
        var before = everything(mailbox);
        var stock = stocktaking.take(account(mailbox));
        var sorting = Sorting.at(Instant.now(), settings, Duplicates.NONE);
        var parts = Parts.of(stock, sorting, Cleanings.of(Set.of(Group.TRASH)), Way.ASIDE);
        long id = rows.add(account(mailbox), holder, parts.weight(), new Terms(Way.ASIDE, 5, ""), Instant.now());
        parts.all().forEach(part -> rows.add(id, account(mailbox), part));
        var begun = rows.find(id).orElseThrow();
        var part = begun.parts().getFirst();
        var aside = CleanWork.folder(begun, part);
        try (var server = store.open(account(mailbox))) {
            server.create(aside);
            server.copy("Trash", part.uids().subList(0, 2), aside);
            server.copy("Trash", part.uids().subList(4, 5), aside);
        }
        assertThat(work.run(new Alone(Long.toString(id), "0 " + new Edge(part.number(), 0, 0))))
                .isInstanceOf(Work.Outcome.Done.class);
        try (var server = store.open(account(mailbox))) {
            assertThat(server.uids(aside, 0)).hasSize(5);
            assertThat(server.uids("Trash", 0)).isEmpty();
        }
        put(mailbox, "Trash", 3, "letter", at, "\\Seen"); // a twin that came meanwhile is no copy
        Edge edge;
        try (var server = store.open(account(mailbox))) {
            edge = Edge.of(server, part.number(), "Trash");
            server.copy(aside, server.uids(aside, 0).subList(1, 4), "Trash");
        }
        assertThat(undoing.run(new Alone(id + " " + part.group(), edge.toString())))
                .isInstanceOf(Work.Outcome.Done.class);
        assertThat(everything(mailbox)).hasSize(6).containsAll(before);
    }

    @Test
    void stockFollowsWhatAnotherProgramDoes() {
        var mailbox = opened();
        some(mailbox, 7);
        stocktaking.take(account(mailbox));
        try (var program = store.open(account(mailbox))) {
            var uids = new ArrayList<Long>();
            program.list("INBOX", 0, message -> uids.add(message.uid()));
            program.delete("INBOX", uids.subList(0, 2));
            program.flag("INBOX", uids.subList(2, 4), Set.of("\\Seen", Item.FILED), Set.of());
            program.move("INBOX", uids.subList(4, 5), "Nouveau");
        }
        put(mailbox, "INBOX", 99, "xdm", Instant.now());
        var after = stocktaking.take(account(mailbox));
        assertThat(after.octets()).isEqualTo(counted(mailbox));
        var marked = new ArrayList<Item>();
        after.each((shelf, item) -> {
            if (shelf.name().equals("INBOX") && item.filed() && item.seen()) marked.add(item);
        });
        assertThat(marked).hasSizeGreaterThanOrEqualTo(2);
        assertThat(after.shelves()).extracting(Shelf::name).contains("Nouveau");
    }

    @Test
    void ofDuplicatesOneCopyStaysAndWhatIsKeptGoesNowhere() throws Exception {
        var mailbox = opened();
        var longAgo = Instant.now().minus(Duration.ofDays(700));
        put(mailbox, "INBOX", 1, "xdm", longAgo, "\\Seen");
        put(mailbox, "Archive/2024", 1, "xdm", longAgo, "\\Seen", Item.FILED);
        put(mailbox, "INBOX", 2, "letter", longAgo, "\\Seen");
        put(mailbox, "INBOX", 3, "letter", longAgo, "\\Seen");
        var second = new Criteria(null, null, null, "a2@", 0, null, Flags.ANY, "", Set.of());
        assertThat(keeping.mark(holder, mailbox, second, true)).isOne();
        assertThat(keeping.mark(holder, mailbox, second, true)).as("again").isZero();

        var stock = stocktaking.take(account(mailbox));
        var duplicates = new Criteria(
                null, null, null, "", 0, null, new Flags(null, null, null, null, null, true), "", Set.of());
        assertThat(cleanings.find(stock, duplicates, 9).all().messages()).isOne();
        var proposals = cleanings.proposals(stock, rooms.of(mailbox).orElseThrow());
        assertThat(proposals.of(Group.DUPLICATES).messages()).isOne();
        assertThat(proposals.of(Group.OLD_LETTERS).messages()).isOne();

        var ordered = cleanings.order(holder, mailbox, Set.of(Group.DUPLICATES, Group.OLD_LETTERS), 2, "");
        done(mailbox, ((Ordered.Begun) ordered).cleaning());
        assertThat(everything(mailbox))
                .hasSize(2)
                .anyMatch(one -> one.startsWith("Archive/2024 <1@t>"))
                .anyMatch(one -> one.startsWith("INBOX <2@t>") && one.contains(Item.KEPT));
        assertThat(keeping.mark(holder, mailbox, second, false)).isOne();
    }

    @Test
    void whileAHoldStandsNothingIsOrderedNothingGoesOnAndNothingIsRemovedForGood() throws Exception {
        var mailbox = opened();
        put(mailbox, "Trash", 1, "letter", ago(90), "\\Seen");
        var ordered = (Ordered.Begun) cleanings.order(holder, mailbox, Set.of(Group.TRASH), 1, "");
        var cleaning = done(mailbox, ordered.cleaning());
        jdbc.sql("update hygiene.cleaning set recover_until = now() - interval '1 hour' where id = :id")
                .param("id", cleaning.id())
                .update();
        put(mailbox, "Trash", 2, "letter", ago(90), "\\Seen");
        lifecycle.apply(mailbox.id(), new Command.PlaceHold(Hold.LEGAL, "Réquisition"), By.SYSTEM);
        var held = lifecycle.find(mailbox.id()).orElseThrow();
        assertThat(cleanings.order(holder, held, Set.of(Group.TRASH), 1, "")).isEqualTo(new Ordered.Held());

        var stock = stocktaking.take(account(mailbox));
        var sorting = Sorting.at(Instant.now(), settings, Duplicates.NONE);
        var parts = Parts.of(stock, sorting, Cleanings.of(Set.of(Group.TRASH)), Way.ASIDE);
        long late = rows.add(account(mailbox), holder, parts.weight(), new Terms(Way.ASIDE, 1, ""), Instant.now());
        parts.all().forEach(part -> rows.add(late, account(mailbox), part));
        rows.begun(late, cleaning.job());
        assertThat(work.run(new Alone(late))).isEqualTo(new Work.Outcome.GivenUp("hygiene.clean.failed.held"));
        assertThat(everything(mailbox))
                .filteredOn(one -> one.startsWith("Trash "))
                .hasSize(1);
        jdbc.sql("update hygiene.cleaning set gone_at = now() where id = :id")
                .param("id", late)
                .update();

        cleanings.end();
        assertThat(cleanings.find(mailbox, cleaning.id()).orElseThrow().goneAt())
                .as("what was taken away waits as well")
                .isNull();
        lifecycle.apply(mailbox.id(), new Command.LiftHold(Hold.LEGAL), By.SYSTEM);
        cleanings.end();
        assertThat(cleanings.find(mailbox, cleaning.id()).orElseThrow().goneAt())
                .isNotNull();
    }

    @Test
    void aRuleTakesWhatItSaidOnceADayAndWaitsWhenItWouldTakeFarMore() throws Exception {
        var mailbox = opened();
        var longAgo = Instant.now().minus(Duration.ofDays(90));
        put(mailbox, "Trash", 1, "letter", longAgo, "\\Seen");
        put(mailbox, "Trash", 2, "xdm", longAgo, "\\Seen"); // without proof
        put(mailbox, "Trash", 3, "letter", longAgo); // unread
        put(mailbox, "INBOX", 4, "letter", longAgo, "\\Seen");
        var wish = new Rules.Wish(Rule.Kind.THROWN, 30, null);
        assertThat(rules.make(holder, mailbox, wish, 2)).isEqualTo(new Rules.Made.Changed());
        assertThat(rules.make(holder, mailbox, wish, 1)).isInstanceOf(Rules.Made.Done.class);
        assertThat(rules.make(holder, mailbox, wish, 1)).as("the same again").isEqualTo(new Rules.Made.Wrong());

        ruleRounds.round();
        ruleRounds.round(); // the day is over for this rule
        var taken = cleanings.of(mailbox);
        assertThat(taken).hasSize(1);
        assertThat(taken.getFirst().messages()).isOne();
        assertThat(taken.getFirst().rule())
                .isEqualTo(rules.of(mailbox).getFirst().id());
        done(mailbox, taken.getFirst().id());
        assertThat(everything(mailbox)).hasSize(3);

        for (int n = 10; n < 62; n++) put(mailbox, "Trash", n, "letter", longAgo, "\\Seen");
        jdbc.sql("update hygiene.rule set looked_on = looked_on - 1 where account = :account")
                .param("account", account(mailbox).value())
                .update();
        ruleRounds.round();
        var waiting = rules.of(mailbox).getFirst();
        assertThat(waiting.braked()).isNotNull();
        assertThat(waiting.braked().messages()).isEqualTo(52);
        assertThat(everything(mailbox)).hasSize(55);
        rules.release(holder, waiting);
        ruleRounds.round();
        done(mailbox, cleanings.of(mailbox).getFirst().id());
        assertThat(everything(mailbox)).hasSize(3);
        rules.end(holder, waiting);
        assertThat(rules.of(mailbox)).isEmpty();

        var other = MailAddress.parse("menage-regles" + number + "@" + FreshEngine.DOMAIN);
        openings.open(other, MailboxType.PER, mailbox.owner(), null, ZoneId.of("Europe/Paris"), By.SYSTEM);
        jdbc.sql(
                        "update hygiene.cleaning set ordered_at = date_trunc('month', now()) - interval '5 days' where rule = :rule")
                .param("rule", waiting.id())
                .update();
        ruleRounds.round();
        ruleRounds.round();
        assertThat(told(other)).containsExactly("Ménage automatique du mois / Clean-up rules of the month");
    }

    @Test
    void documentsWithoutProofGoOnlyWithAReason() {
        var mailbox = opened();
        put(mailbox, "INBOX", 1, "xdm", Instant.now().minus(Duration.ofDays(90)), "\\Seen");
        assertThat(cleanings.order(holder, mailbox, Set.of(Group.REPORTS), 1, " "))
                .isEqualTo(new Ordered.ReasonNeeded());
        put(mailbox, "INBOX", 2, "xdm", Instant.now().minus(Duration.ofDays(90)));
        var unread = new Criteria(
                null, null, null, "", 0, null, new Flags(false, null, null, null, null, null), "", Set.of());
        assertThat(cleanings.order(holder, mailbox, unread, new Cleanings.Terms(Cleaning.Way.TRASH, 1, "")))
                .as("unread ones too, whatever group they are in")
                .isEqualTo(new Ordered.ReasonNeeded());
        assertThat(counted(mailbox)).isPositive();
    }

    @Test
    void otherMessagesThanThoseThatWereShownAreNotDeleted() {
        var mailbox = opened();
        put(mailbox, "Trash", 1, "letter", Instant.now(), "\\Seen");
        put(mailbox, "Trash", 2, "letter", Instant.now(), "\\Seen");
        assertThat(cleanings.order(holder, mailbox, Set.of(Group.TRASH), 1, "")).isEqualTo(new Ordered.Changed());
        assertThat(cleanings.order(holder, mailbox, Set.of(Group.JUNK), 0, "")).isEqualTo(new Ordered.Nothing());
    }

    @Test
    void aGroupIsAttestedOnceItsSampleWasOpened() {
        var mailbox = opened();
        for (int n = 0; n < 8; n++)
            put(mailbox, "INBOX", n, "xdm", Instant.now().minus(Duration.ofDays(90)), "\\Seen");
        var stock = stocktaking.take(account(mailbox));
        var items = attesting.of(stock, Group.REPORTS);
        var sample = attesting.sample(holder, stock.account(), Group.REPORTS, items);
        assertThat(sample).hasSize(Attesting.SAMPLE);
        assertThat(attesting.attest(holder, mailbox, Group.REPORTS, Shown.count(8)))
                .isEqualTo(new Attested.SampleFirst(5));
        sample.forEach(one -> attesting.opened(holder, stock.account(), one.folder(), one.uid()));
        assertThat(attesting.attest(holder, mailbox, Group.REPORTS, Shown.count(7)))
                .isEqualTo(new Attested.Changed());
        assertThat(attesting.attest(holder, mailbox, Group.REPORTS, Shown.count(8)))
                .isEqualTo(new Attested.Done(8));
        var now = stocktaking.last(account(mailbox));
        assertThat(attesting.of(now, Group.REPORTS)).isEmpty();
        assertThat(attesting.of(now, Group.FILED)).hasSize(8).allMatch(Item::attested);
        assertThat(jdbc.sql("select count(*) from audit.entry where action = 'hygiene.attest' and target = :target")
                        .param("target", "mailbox:" + mailbox.id())
                        .query(Long.class)
                        .single())
                .isOne();
    }

    @Test
    void onlyWhatWasChosenIsAttestedAndItsOwnSampleIsOpenedFirst() {
        var mailbox = opened();
        for (int n = 0; n < 9; n++)
            put(mailbox, "INBOX", n, "xdm", Instant.now().minus(Duration.ofDays(90)), "\\Seen");
        put(mailbox, "INBOX", 12, "xdm", Instant.now().minus(Duration.ofDays(90))); // not read: nobody can attest it
        var account = account(mailbox);
        var stock = stocktaking.take(account);
        assertThat(attesting.senders(stock, 2)).hasSize(2);
        var choice = new Choice("a0@peer.mssante.fr", Set.of(MessageKind.XDM), null, null);
        long selection = selections.keep(holder, account, choice);
        assertThat(selections.find(holder, account, selection)).contains(choice);
        var stranger = new fr.balise.identity.Actor(holder.account() + 1, "X", null, Set.of());
        assertThat(selections.find(stranger, account, selection)).isEmpty();

        // The whole group's sample, opened, is not this one's.
        attesting.sample(holder, account, Group.REPORTS, attesting.of(stock, Group.REPORTS));
        var items = attesting.of(stock, choice, mailbox.zone());
        assertThat(items).hasSize(3).allMatch(item -> item.sender().equals("a0@peer.mssante.fr"));
        assertThat(attesting.attest(holder, mailbox, selection, choice, Shown.count(3)))
                .isEqualTo(new Attested.SampleFirst(3));
        attesting
                .sample(holder, account, selection, items)
                .forEach(one -> attesting.opened(holder, account, one.folder(), one.uid()));
        assertThat(attesting.attest(holder, mailbox, selection, choice, Shown.count(4)))
                .isEqualTo(new Attested.Changed());
        assertThat(attesting.attest(holder, mailbox, selection, choice, Shown.count(3)))
                .isEqualTo(new Attested.Done(3));
        var now = stocktaking.last(account);
        assertThat(attesting.of(now, Group.REPORTS)).hasSize(6);
        assertThat(attesting.of(now, Group.FILED)).hasSize(3).allMatch(Item::attested);

        // The others go with one reason for all of them, and not without it.
        var others = new Choice("@peer.mssante.fr", Set.of(), null, null);
        assertThat(attesting.remove(holder, mailbox, others, new Terms(Way.ASIDE, 6, "")))
                .isEqualTo(new Ordered.ReasonNeeded());
        assertThat(attesting.remove(holder, mailbox, others, new Terms(Way.ASIDE, 6, "essais de l’éditeur")))
                .isInstanceOf(Ordered.Begun.class);
        for (var table : List.of("selection", "attestation"))
            assertThat(jdbc.sql("select string_agg(t::text, ' ') from hygiene." + table + " as t")
                            .query(String.class)
                            .optional()
                            .orElse(""))
                    .doesNotContain("a0@peer", hex("a0@peer"));
    }

    @Test
    void namesAndSendersAreNowhereInTheDatabaseInClear() {
        var mailbox = opened();
        put(mailbox, "Dossier MARTIN", 1, "xdm", Instant.now(), "\\Seen");
        stocktaking.take(account(mailbox));
        for (var table : List.of("shelf", "chunk", "cleaning", "cleaning_part"))
            assertThat(jdbc.sql("select string_agg(t::text, ' ') from hygiene." + table + " as t")
                            .query(String.class)
                            .optional()
                            .orElse(""))
                    .doesNotContain("MARTIN", "a1@peer", "IHE_XDM", hex("MARTIN"), hex("a1@peer"));
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aMailboxThatFillsUpIsToldOnceInAnotherOneOfItsOwner() {
        var mailbox = opened();
        var other = MailAddress.parse("menage-autre" + number + "@" + FreshEngine.DOMAIN);
        openings.open(other, MailboxType.PER, mailbox.owner(), null, ZoneId.of("Europe/Paris"), By.SYSTEM);
        put(mailbox, "INBOX", 1, "letter", Instant.now());
        awaitUsage(mailbox);
        transaction.executeWithoutResult(
                _ -> accounts.quota(account(mailbox), DataSize.ofBytes(counted(mailbox) * 100 / 85)));
        warnings.round();
        warnings.round();
        assertThat(told(other)).containsExactly("Votre boîte est remplie à 85\u00a0% / Your mailbox is 85% full");
        transaction.executeWithoutResult(
                _ -> accounts.quota(account(mailbox), DataSize.ofBytes(counted(mailbox) * 100 / 97)));
        warnings.round();
        assertThat(told(other)).hasSize(2);
        transaction.executeWithoutResult(_ -> accounts.quota(account(mailbox), DataSize.ofMegabytes(40)));
        warnings.round();
        assertThat(jdbc.sql("select count(*) from hygiene.warned where account = :id")
                        .param("id", mailbox.id().value())
                        .query(Long.class)
                        .single())
                .as("solved: told anew the next time")
                .isZero();
    }

    private void awaitUsage(Hosted mailbox) {
        for (int looks = 0; looks < 100 && accounts.usage(account(mailbox)).isEmpty(); looks++)
            java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
    }

    private List<String> told(MailAddress to) {
        return jdbc.sql("select subject from outbox.message where purpose = 'room' and recipient = :to order by id")
                .param("to", to.toString())
                .query(String.class)
                .list();
    }

    @Test
    void aFullMailboxCanBeCleanedAndReceivesAgain() throws Exception {
        var mailbox = opened();
        for (int n = 0; n < 20; n++) put(mailbox, "Trash", n, "letter", Instant.now(), "\\Seen");
        put(mailbox, "INBOX", 30, "xdm", Instant.now());
        transaction.executeWithoutResult(_ -> accounts.quota(account(mailbox), DataSize.ofBytes(counted(mailbox))));
        var proposals = cleanings.proposals(
                stocktaking.take(account(mailbox)), rooms.of(mailbox).orElseThrow());
        assertThat(proposals.of(Group.TRASH).messages()).isEqualTo(20);
        var ordered = cleanings.order(holder, mailbox, Set.of(Group.TRASH), 20, "");
        done(mailbox, ((Ordered.Begun) ordered).cleaning());
        put(mailbox, "INBOX", 31, "letter", Instant.now());
        assertThat(counted(mailbox)).isPositive();
    }
}
