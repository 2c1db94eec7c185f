package fr.balise.mailbox.lifecycle;

import fr.balise.portal.supervisor.EngineForTests;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** What is done to a mailbox while parts are killed, and how it is seen afterwards to be done: whole, and once. */
final class CrashActs {
    private static final String DONE = "done";

    /** Folder of letters that are cleaned up. */
    static final String TO_TIDY = "Ranger";

    private static final String JUNK = "Junk";

    private final BaliseProcess balise;
    private final CrashDatabase database;
    private final CrashMail mail;
    private final EngineForTests engine;
    private final Path exports;
    private final Function<String, CrashBox> opener;
    private final CrashSoftware record;
    private final int patienceMillis;

    /**
     * @param exports folder of what is taken away
     * @param record what documents are handed to
     * @param opener opens a mailbox that begins with this word: a new one for each copy, since what moved between two copies into one is
     *     there twice (decision 0105), and for each lot
     */
    CrashActs(
            BaliseProcess balise,
            CrashDatabase database,
            CrashMail mail,
            EngineForTests engine,
            Path exports,
            Function<String, CrashBox> opener,
            CrashSoftware record,
            int patienceMillis) {
        this.balise = balise;
        this.database = database;
        this.mail = mail;
        this.engine = engine;
        this.exports = exports;
        this.opener = opener;
        this.record = record;
        this.patienceMillis = patienceMillis;
    }

    enum Kind {
        DEPUBLISH,
        REPUBLISH,
        EXPORT,
        COPY,
        CLEAN,
        UNDO,
        /** Messages go into the trash of the mailbox, and come back. */
        TRASH,
        /** What a person left running takes what it said, and nothing else. */
        RULE,
        FILE,
        ERASE,
        /** Mail to a depublished mailbox is copied to the active one. */
        COPYING,
        /** Whoever still writes is told of the new address. */
        NOTICE,
        /** Staff act on many mailboxes. */
        LOT,
        /** The deletion is asked for, and taken back afterwards. */
        REQUEST
    }

    /** One act on one mailbox, which was prepared while all ran. */
    interface Act {
        /** What Balise is asked while parts die. */
        List<String> orders();

        /** Nobody helps: only an order that was killed before it was decided is given again. */
        void check() throws Exception;
    }

    private record Told(List<String> orders) implements Act {
        @Override
        public void check() {
            // What every state means is looked at for all mailboxes, in each round.
        }
    }

    Act prepare(Kind kind, CrashBox box, Random random) throws IOException, SQLException {
        return switch (kind) {
            case DEPUBLISH -> new Told(List.of("depublish " + box.id));
            case REPUBLISH -> new Told(List.of("depublish " + box.id, "republish " + box.id));
            case EXPORT -> new Exported(box);
            case COPY -> new Copied(box, vault());
            case CLEAN -> {
                throwAway(box, random);
                yield new Cleaned(box);
            }
            case UNDO -> {
                throwAway(box, random);
                yield new TakenBack(box);
            }
            case TRASH -> new Trashed(box, 3 + random.nextInt(30));
            case RULE -> new Ruled(box, 3 + random.nextInt(30));
            case FILE -> new Filed(box, 3 + random.nextInt(6));
            case ERASE -> new Erased(box);
            case COPYING -> new Copying(box, vault());
            case NOTICE -> new Noticed(box, vault(), random);
            case LOT -> new Lot(random);
            case REQUEST -> new Requested(box);
        };
    }

    private CrashBox vault() {
        return opener.apply("vault");
    }

    /** @param wish tried until it holds, or the patience is over; a server that is starting does not answer yet */
    private void until(String what, Truth wish) throws IOException, SQLException {
        long until = System.currentTimeMillis() + patienceMillis;
        while (true) {
            boolean over = System.currentTimeMillis() > until;
            try {
                if (wish.holds()) return;
            } catch (IOException starting) {
                if (over) throw starting;
            }
            if (over) throw new IllegalStateException(what);
            CrashMail.pause(200);
        }
    }

    private interface Truth {
        boolean holds() throws IOException, SQLException;
    }

    private void inLine(CrashBox box) throws IOException, SQLException {
        until(
                "the servers do not follow",
                () -> database.number("select count(*) from mailbox.hosted where in_line < version and id = " + box.id)
                        == 0);
    }

    /** Background work that has a row of its own. */
    private abstract class Worked implements Act {
        final CrashBox box;
        final Map<String, Integer> before;
        private final String kind;
        private final String order;
        private final long last;

        Worked(String kind, CrashBox box, String order, String... folders) throws IOException, SQLException {
            this.kind = kind;
            this.box = box;
            this.order = order;
            last = lastJob();
            before = mail.counted(box, patienceMillis, folders);
        }

        @Override
        public List<String> orders() {
            return List.of(order);
        }

        @Override
        public void check() throws Exception {
            if (orders().isEmpty()) return;
            ended();
            seen();
        }

        abstract void seen() throws Exception;

        final void ended() throws SQLException {
            CrashActs.this.ended(kind, box, order, last);
        }
    }

    private long lastJob() throws SQLException {
        return database.number("select coalesce(max(id), 0) from jobs.job");
    }

    private void ended(String kind, CrashBox box, String order, long last) throws SQLException {
        long until = System.currentTimeMillis() + patienceMillis;
        var job = "from jobs.job where kind = '" + kind + "' and subject = 'mailbox:" + box.id + "' and id > " + last;
        while (true) {
            var state = database.text("select state " + job + " order by id desc limit 1");
            if (state.equals(DONE)) return;
            if (state.equals("failed") || System.currentTimeMillis() > until)
                throw new IllegalStateException(kind + " is " + state + " " + database.text("select failure " + job));
            // Killed before it was decided. A person would ask again.
            if (state.isEmpty() && String.valueOf(balise.ask(order)).startsWith("Nothing")) return;
            CrashMail.pause(100);
        }
    }

    private static void once(Map<String, Integer> before, Map<String, Integer> after, String where) {
        if (!after.equals(before))
            throw new IllegalStateException(where + " hold " + after.size() + " messages in "
                    + after.values().stream().mapToInt(n -> n).sum() + " copies, not " + before.size() + " in "
                    + before.values().stream().mapToInt(n -> n).sum());
    }

    /** A message whose delivery was cut off may come a second time while it is taken out: in a copy there are as many as there. */
    private void asManyAsThere(Worked act, Map<String, Integer> taken, String where) throws IOException {
        var now = mail.counted(act.box, patienceMillis, CrashMail.INBOX, CrashMail.TRASH);
        act.before.forEach((id, copies) -> {
            int there = taken.getOrDefault(id, 0);
            if (there < copies || there > now.getOrDefault(id, 0))
                throw new IllegalStateException("a message is " + there + " times in " + where + ", not " + copies);
        });
    }

    private final class Exported extends Worked {
        Exported(CrashBox box) throws IOException, SQLException {
            super("mailbox.export", box, "export " + box.id, CrashMail.INBOX, CrashMail.TRASH);
        }

        @Override
        void seen() throws Exception {
            var folder = database.text(
                    "select folder from mailbox.export where hosted = " + box.id + " order by id desc limit 1");
            asManyAsThere(this, unpacked(exports.resolve(folder).resolve("export.zip")), "an export");
        }
    }

    private static Map<String, Integer> unpacked(Path file) throws IOException {
        var texts = new SentTexts();
        try (var outer = new ZipFile(file.toFile())) {
            for (var part :
                    outer.stream().filter(one -> one.getName().endsWith(".zip")).toList())
                try (var inner = new ZipInputStream(outer.getInputStream(part))) {
                    for (var entry = inner.getNextEntry(); entry != null; entry = inner.getNextEntry())
                        if (entry.getName().endsWith(".eml"))
                            new BufferedReader(new InputStreamReader(inner, StandardCharsets.UTF_8))
                                    .lines()
                                    .forEach(texts::line);
                }
        }
        var counts = new HashMap<String, Integer>();
        texts.found().forEach((id, copies) -> counts.put(id, copies.size()));
        return counts;
    }

    private final class Copied extends Worked {
        private final CrashBox vault;

        Copied(CrashBox box, CrashBox vault) throws IOException, SQLException {
            super("mailbox.copy", box, "copy " + box.id + " " + vault.id, CrashMail.INBOX, CrashMail.TRASH);
            this.vault = vault;
        }

        @Override
        void seen() throws Exception {
            var below = box.address + "/";
            var folders = new ArrayList<String>();
            try (var imap = mail.opened(vault)) {
                for (var folder : List.of(CrashMail.INBOX, CrashMail.TRASH))
                    if (imap.imap("STATUS \"" + below + folder + "\" (MESSAGES)")
                            .contains("* STATUS")) folders.add(below + folder);
            }
            asManyAsThere(this, mail.counted(vault, patienceMillis, folders.toArray(String[]::new)), "a copy");
        }
    }

    /** A part of the inbox is thrown away, as by a mail program, and read. */
    private void throwAway(CrashBox box, Random random) throws IOException {
        try (var imap = mail.opened(box)) {
            var there = CrashMail.done(imap.imap("SELECT INBOX"));
            int messages = there.lines()
                    .filter(line -> line.endsWith(" EXISTS"))
                    .map(line -> Integer.parseInt(line.split(" ")[1]))
                    .findFirst()
                    .orElse(0);
            if (messages > 0) CrashMail.done(imap.imap("MOVE 1:" + (1 + random.nextInt(messages)) + " Trash"));
            if (!CrashMail.done(imap.imap("SELECT Trash")).contains("* 0 EXISTS"))
                CrashMail.done(imap.imap("STORE 1:* +FLAGS.SILENT (\\Seen)"));
        }
    }

    private Map<String, Integer> trash(CrashBox box) throws IOException {
        return mail.counted(box, patienceMillis, CrashMail.TRASH);
    }

    private abstract class Emptied extends Worked {
        Emptied(String kind, CrashBox box, String order) throws IOException, SQLException {
            super(kind, box, order, CrashMail.TRASH);
        }

        /** All of it out of the mailbox and in the folder that can be taken back, each message as often as before. */
        final void waiting() throws IOException {
            if (!trash(box).isEmpty()) throw new IllegalStateException("cleaned up, and messages are left");
            var waiting = new HashMap<String, Integer>();
            for (var id : String.valueOf(balise.ask("waiting " + box.id)).split(" "))
                waiting.merge(id, 1, Integer::sum);
            once(before, waiting, "cleaned up, and those that can be taken back");
        }

        final void back() throws IOException {
            once(before, trash(box), "taken back, and the trash does");
        }
    }

    /** Killed while messages are taken out; they are put back afterwards, and all of them come. */
    private final class Cleaned extends Emptied {
        Cleaned(CrashBox box) throws IOException, SQLException {
            super("hygiene.clean", box, "clean " + box.id);
        }

        @Override
        void seen() throws Exception {
            if (before.isEmpty()) return;
            waiting();
            CrashActs.this.ended("hygiene.undo", box, "undo " + box.id, lastJob());
            back();
        }
    }

    /** Killed while messages are put back. */
    private final class TakenBack extends Emptied {
        TakenBack(CrashBox box) throws IOException, SQLException {
            super("hygiene.undo", box, "undo " + box.id);
            if (before.isEmpty()) return;
            CrashActs.this.ended("hygiene.clean", box, "clean " + box.id, lastJob());
            waiting();
        }

        @Override
        public List<String> orders() {
            return before.isEmpty() ? List.of() : super.orders();
        }

        @Override
        void seen() throws Exception {
            back();
        }
    }

    private static Map<String, Integer> each(String ids) {
        var counts = new HashMap<String, Integer>();
        if (!ids.isBlank()) for (var id : ids.strip().split(" ")) counts.merge(id, 1, Integer::sum);
        return counts;
    }

    /** Of these messages alone: others come and go. */
    private Map<String, Integer> among(Map<String, Integer> these, CrashBox box, String folder) throws IOException {
        var there = new HashMap<>(mail.counted(box, patienceMillis, folder));
        there.keySet().retainAll(these.keySet());
        return there;
    }

    /** Killed while messages are put into the trash; they come back afterwards. */
    private final class Trashed extends Worked {
        private final Map<String, Integer> chosen;

        Trashed(CrashBox box, int many) throws IOException, SQLException {
            super("hygiene.clean", box, "trash " + box.id);
            chosen = each(String.valueOf(balise.ask("tidy " + box.id + " " + many)));
            if (chosen.size() != many) throw new IllegalStateException("no letters to clean up: " + chosen);
        }

        @Override
        void seen() throws Exception {
            once(chosen, among(chosen, box, CrashMail.TRASH), "put into the trash, and it does");
            if (!among(chosen, box, TO_TIDY).isEmpty())
                throw new IllegalStateException("put into the trash, and left where they were");
            CrashActs.this.ended("hygiene.undo", box, "undo-all " + box.id, lastJob());
            once(chosen, among(chosen, box, TO_TIDY), "taken back from the trash, and the folder does");
            if (!among(chosen, box, CrashMail.TRASH).isEmpty())
                throw new IllegalStateException("taken back, and left in the trash");
        }
    }

    /** Killed while a rule runs; it runs again, as every hour. */
    private final class Ruled extends Worked {
        private final Map<String, Integer> chosen;
        private final Map<String, Integer> others;

        Ruled(CrashBox box, int many) throws IOException, SQLException {
            super("hygiene.clean", box, "rule " + box.id);
            var told = String.valueOf(balise.ask("junk " + box.id + " " + many)).split(" / ");
            chosen = each(told[0]);
            others = each(told.length > 1 ? told[1] : "");
            if (chosen.size() != many || others.isEmpty())
                throw new IllegalStateException("nothing for a rule: " + String.join(" / ", told));
        }

        @Override
        void seen() throws Exception {
            for (int runs = 0; runs < 2; runs++) {
                once(others, among(others, box, JUNK), "not meant by a rule, and the folder does");
                if (!among(chosen, box, JUNK).isEmpty()) throw new IllegalStateException("a rule left something");
                once(
                        chosen,
                        each(String.valueOf(balise.ask("waiting " + box.id))),
                        "taken by a rule, and those waiting");
                balise.ask("rule " + box.id);
            }
            balise.ask("end-rule " + box.id);
        }
    }

    /** Documents are handed to record software, which goes on working whatever dies: it keeps each once, and says so. */
    private final class Filed extends Worked {
        private final Set<String> documents;

        Filed(CrashBox box, int many) throws IOException, SQLException {
            super("record.hand-over", box, "file " + box.id);
            documents = Set.of(String.valueOf(balise.ask("documents " + box.id + " " + many))
                    .split(" "));
            if (documents.size() != many) throw new IllegalStateException("no documents to file: " + documents);
        }

        @Override
        void seen() throws Exception {
            long until = System.currentTimeMillis() + patienceMillis;
            var receipts = "from record.receipt where account = " + box.id + " and sha256 in ("
                    + documents.stream().map(one -> "'\\x" + one + "'").collect(Collectors.joining(", ")) + ")";
            var messages =
                    "from record.carried c join record.receipt r using (hand_over, number) where r.account = " + box.id;
            while (database.number("select count(*) " + receipts + " and result = 'ACCEPTED'") < documents.size()
                    || database.number("select count(*) " + messages + " and c.state <> 'FILED'") > 0) {
                if (System.currentTimeMillis() > until)
                    throw new IllegalStateException("handed over, and what stands in the receipts is "
                            + database.text("select string_agg(result || tries, ' ') " + receipts));
                CrashMail.pause(100);
            }
            if (database.number("select count(*) " + receipts) != documents.size())
                throw new IllegalStateException("a document has two receipts");
            for (var document : documents) {
                var tokens = record.tokens(document);
                if (tokens.size() != 1)
                    throw new IllegalStateException("a document came under " + tokens.size() + " names");
            }
            var marks = String.valueOf(balise.ask("unfiled " + box.id));
            if (!marks.equals("0"))
                throw new IllegalStateException("filed, and " + marks + " messages are not marked so");
        }
    }

    /** Begins past the gates, which other tests look at. */
    private final class Erased implements Act {
        private final CrashBox box;

        Erased(CrashBox box) throws SQLException {
            this.box = box;
            box.erased = true;
            mail.forget(box);
            balise.ask("depublish " + box.id);
            balise.ask("retrieve " + box.id);
            database.execute(
                    "update mailbox.hosted set state = 'retrieval-only', since = now(), requested_by = 'system',"
                            + " requested_by_name = '', earliest_on = current_date - 1, erase_on = current_date - 1,"
                            + " version = version + 1 where id = " + box.id);
        }

        @Override
        public List<String> orders() {
            return List.of("erase " + box.id);
        }

        /** On the disk: that a login is refused says nothing of what lies there. */
        @Override
        public void check() throws Exception {
            long until = System.currentTimeMillis() + patienceMillis;
            var home = engine.data().resolve("mail").resolve(Long.toString(box.id));
            while (!gone(home)) {
                if (System.currentTimeMillis() > until)
                    throw new IllegalStateException("erased, and its folder is on the disk");
                CrashMail.pause(100);
            }
            if (database.number(
                            "select count(*) from mailstore.password where revoked_at is null and account = " + box.id)
                    > 0) throw new IllegalStateException("erased, and a password is valid");
        }

        private boolean gone(Path home) throws SQLException {
            var state = database.text("select state || (in_line = version) from mailbox.hosted where id = " + box.id);
            if (state.startsWith("retrieval-only")) balise.ask("erase " + box.id); // killed before it was decided
            return state.equals("erasedtrue") && Files.notExists(home);
        }
    }

    /** Each message that is taken while parts die is in the old mailbox, which every round looks at, and in the active one. */
    private final class Copying implements Act {
        private final CrashBox box;
        private final CrashBox vault;
        private final Set<String> before;

        Copying(CrashBox box, CrashBox vault) throws IOException, SQLException {
            this.box = box;
            this.vault = vault;
            balise.ask("copying " + box.id + " " + vault.address);
            inLine(box);
            before = mail.acceptedFor(box);
        }

        @Override
        public List<String> orders() {
            return List.of();
        }

        @Override
        public void check() throws Exception {
            var taken = mail.acceptedFor(box);
            taken.removeAll(before);
            until(
                    "messages to a depublished mailbox were not copied to the active one",
                    () -> mail.counted(vault, patienceMillis, CrashMail.INBOX)
                            .keySet()
                            .containsAll(taken));
            balise.ask("republish " + box.id);
            inLine(box);
        }
    }

    /** Each correspondent has one row, one message in the queue, and the message: twice only where its answer was lost. */
    private final class Noticed implements Act {
        private static final int LETTERS = 3;

        private final CrashBox box;
        private final CrashBox vault;
        private final List<CrashBox> writers = new ArrayList<>();

        Noticed(CrashBox box, CrashBox vault, Random random) throws IOException, SQLException {
            this.box = box;
            this.vault = vault;
            balise.ask("pointing " + box.id + " " + vault.address);
            inLine(box);
            for (int i = 0; i < LETTERS; i++) {
                var writer = opener.apply("writer");
                writers.add(writer);
                mail.write(writer, box, random, patienceMillis);
            }
            until(
                    "letters of correspondents did not arrive",
                    // In the trash as well: an act of an earlier round threw some of them away.
                    () -> mail.counted(box, patienceMillis, CrashMail.INBOX, CrashMail.TRASH)
                            .keySet()
                            .containsAll(mail.acceptedFor(box)));
        }

        @Override
        public List<String> orders() {
            return List.of("notify " + box.id);
        }

        /** The other operator who sends meanwhile is a correspondent too: its domain takes no mail here. */
        @Override
        public void check() throws Exception {
            for (var writer : writers) {
                var row = "from outbox.message where purpose = 'notice' and sender = '" + vault.address
                        + "' and recipient = '" + writer.address + "'";
                // Killed before it was decided: a person would press again. Once it was, this tells nobody again.
                until("a correspondent was not told", () -> {
                    if (database.number("select count(*) " + row) == 0) balise.ask("notify " + box.id);
                    if (database.number("select count(*) " + row + " and state = 'failed'") > 0)
                        throw new IllegalStateException("a notice was given up");
                    return database.number("select count(*) " + row + " and state = 'sent'") == 1;
                });
                until("a notice did not arrive", () -> mail.from(vault.address, writer) > 0);
                balise.ask("notify " + box.id);
                if (database.number("select count(*) " + row) != 1)
                    throw new IllegalStateException("a correspondent is told twice");
            }
            balise.ask("republish " + box.id);
            inLine(box);
        }
    }

    /** Every line is done, once. */
    private final class Lot implements Act {
        private static final int MAILBOXES = 6;

        private final boolean depublishes;
        private final List<CrashBox> lines = new ArrayList<>();
        private final String run;

        Lot(Random random) throws IOException, SQLException {
            depublishes = random.nextBoolean();
            var name = "lot" + Integer.toHexString(random.nextInt() | Integer.MIN_VALUE);
            for (int i = 0; i < MAILBOXES; i++) lines.add(opener.apply(name + "x"));
            run = String.valueOf(balise.ask("lot " + (depublishes ? "DEPUBLISH" : "SUSPEND") + " " + name));
            until(
                    "a lot is not ready",
                    () -> database.text("select state from mailbox.run where id = " + run)
                            .equals("ready"));
        }

        @Override
        public List<String> orders() {
            return List.of("start-lot " + run);
        }

        @Override
        public void check() throws Exception {
            until("a lot is not done", () -> {
                var state = database.text("select state from mailbox.run where id = " + run);
                if (state.equals("ready")) balise.ask("start-lot " + run); // killed before it was decided
                return state.equals(DONE);
            });
            if (database.number("select count(*) from mailbox.run_line where outcome = 'done' and run = " + run)
                    != MAILBOXES) throw new IllegalStateException("a lot is done, and some of its lines are not");
            for (var box : lines) {
                inLine(box);
                var act = depublishes ? "depublish" : "suspend";
                long acts = database.number(
                        "select count(*) from mailbox.hosted_act where act = '" + act + "' and hosted = " + box.id);
                if (acts != 1) throw new IllegalStateException("a line of a lot was done " + acts + " times");
                // By the row that logins are asked of: each refused one would slow down all that follow.
                var access = database.text("select access from mailstore.account where id = " + box.id);
                if (access.equals("off") == depublishes)
                    throw new IllegalStateException("a lot is done, and access to a mailbox of it is " + access);
            }
        }
    }

    /** Past the waiting times, with all that its holder is asked about said yes to. */
    private final class Requested implements Act {
        private final CrashBox box;
        private final long before;

        Requested(CrashBox box) throws IOException, SQLException {
            this.box = box;
            before = requests();
            box.closing = true;
            balise.ask("depublish " + box.id);
            balise.ask("retrieve " + box.id);
            inLine(box);
        }

        @Override
        public List<String> orders() {
            return List.of("request " + box.id);
        }

        @Override
        public void check() throws Exception {
            until("the deletion is not asked for", () -> {
                var state = database.text("select state from mailbox.hosted where id = " + box.id);
                if (state.equals("depublished")) balise.ask("request " + box.id);
                return state.equals("retrieval-only");
            });
            inLine(box);
            var reply = mail.told(box, patienceMillis);
            if (!reply.startsWith("550 5.2.1"))
                throw new IllegalStateException("closing, and senders are told " + reply);
            if (requests() != before + 1) throw new IllegalStateException("a deletion was asked for more than once");
            balise.ask("take-back " + box.id);
            balise.ask("republish " + box.id);
            inLine(box);
            box.closing = false;
        }

        private long requests() throws SQLException {
            return database.number(
                    "select count(*) from mailbox.hosted_act where act = 'request-deletion' and hosted = " + box.id);
        }
    }
}
