package fr.balise.directory.load;

import fr.balise.directory.LoadProgress;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** One load inside its transaction: reads the files, stages the differences, and brings them in unless the guard stops it. */
final class LoadRun implements AutoCloseable {
    private final OffHeap memory;
    private final Connection connection;
    private final JdbcClient jdbc;
    private final List<Planned> files;
    private final Instant now;
    private final Consumer<LoadProgress> progress;
    private final FillingNow filling;
    private final boolean first;
    private final @Nullable FirstFill fill;
    private final CopyPipe pipe;
    private final Round round;
    private final Labels labels;
    private final List<Ids> ids = new ArrayList<>();
    private final Map<Kind, LocalDate> days = new EnumMap<>(Kind.class);
    private final Entities entities;
    private final CopyTable absent;
    private final CopyTable back;
    private final CopyTable late;
    private final boolean scattered;

    /**
     * @param connection of the transaction
     * @param beside another connection, for what must not wait for the transaction
     * @param memory that whoever calls gives back
     * @param scattered the rows of a person do not stand together in the activity file
     */
    LoadRun(
            Connection connection,
            Connection beside,
            OffHeap memory,
            List<Planned> files,
            boolean scattered,
            Instant now,
            Consumer<LoadProgress> progress,
            FillingNow filling)
            throws SQLException {
        this.memory = memory;
        this.scattered = scattered;
        this.connection = connection;
        this.files = files;
        this.now = now;
        this.progress = progress;
        this.filling = filling;
        jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        jdbc.sql("set local work_mem = '64MB'").update();
        fill = FirstFill.begin(connection, filling);
        first = fill != null;
        if (!first) StageTables.create(jdbc);
        StageTables.createLate(jdbc);
        files.forEach(f -> days.put(f.kind(), f.asOf()));
        var hashes = new Hashes(jdbc.sql("select seed from directory.hash_seed")
                .query(Long.class)
                .single());
        pipe = new CopyPipe(connection);
        round = new Round(first, kinds(), day(), now, hashes, new Stage(pipe, first));
        labels = new Labels(hashes, memory);
        entities = entities(beside, hashes);
        absent = new CopyTable(pipe, "absent", List.of("entity", "id"));
        back = new CopyTable(pipe, "back", List.of("entity", "id"));
        late = new CopyTable(pipe, "late_skill", List.of("situation", "skill"));
    }

    private EnumSet<Kind> kinds() {
        return EnumSet.copyOf(files.stream().map(Planned::kind).toList());
    }

    private LocalDate day() {
        return files.stream().map(Planned::asOf).max(Comparator.naturalOrder()).orElseThrow();
    }

    private Entities entities(Connection beside, Hashes hashes) throws SQLException {
        progress.accept(new LoadProgress("read", "", 0));
        var aliases = new Aliases(memory, 1024);
        var here = new Held(connection, hashes, memory);
        // The first fill has locked its tables, which are empty: nobody else may look, and nobody needs to.
        var there = first ? here : new Held(beside, hashes, memory);
        boolean mailbox = days.containsKey(Kind.MAILBOX);
        boolean qualified = days.containsKey(Kind.SKILL) || days.containsKey(Kind.DIPLOMA);
        var people = new Beside<>(here::people);
        var structures = new Beside<>(() -> there.structures(aliases));
        var addresses = new Beside<>(() -> mailbox ? there.addresses() : new Known(memory, 0));
        Beside.all(!first, List.of(people), List.of(structures, addresses));
        var peopleById = new Held.Bearers(people.get());
        var structuresById = new Held.Bearers(structures.get());
        var situations = new Beside<>(() ->
                days.containsKey(Kind.ACTIVITY) ? here.situations(peopleById, structuresById) : new Known(memory, 0));
        var attachments =
                new Beside<>(() -> mailbox ? there.attachments(peopleById, structuresById) : new Known(memory, 0));
        var qualifications =
                new Beside<>(() -> qualified ? there.qualifications(peopleById, days.keySet()) : new Known(memory, 0));
        Beside.all(!first, List.of(situations), List.of(attachments, qualifications));
        return entities(
                beside,
                hashes,
                aliases,
                people.get(),
                structures.get(),
                situations.get(),
                addresses.get(),
                attachments.get(),
                qualifications.get());
    }

    private Entities entities(
            Connection beside,
            Hashes hashes,
            Aliases aliases,
            Known people,
            Known structures,
            Known situations,
            Known addresses,
            Known attachments,
            Known qualifications) {
        return new Entities(
                new People(round, people, ids(beside, "person")),
                new Structures(round, structures, aliases, ids(beside, "structure")),
                new Situations(round, situations, new Places(memory, hashes, 1024), ids(beside, "situation")),
                new Addresses(round, addresses, ids(beside, "address")),
                new Attachments(round, attachments, ids(beside, "attachment")),
                new Qualifications(round, qualifications, ids(beside, "qualification")));
    }

    private Ids ids(Connection beside, String table) {
        var made = new Ids(beside, table, first);
        ids.add(made);
        return made;
    }

    /** Reads all files and stages what differs; figures are complete afterwards. */
    void read() throws IOException, SQLException {
        long all = files.stream().mapToLong(f -> f.file().size()).sum();
        long before = 0;
        for (var planned : files) {
            read(planned, before, all);
            before += planned.file().size();
            filling.read(before, all);
        }
        round.stage().flush();
        progress.accept(new LoadProgress("compare", "", 0));
        if (!first) findAbsent();
        pipe.drain();
        for (var one : ids) one.settle();
        if (scattered) addLateSkills();
        if (!first) compare();
        progress.accept(new LoadProgress("compare", "", 100));
    }

    private void read(Planned planned, long before, long all) throws IOException {
        var file = planned.file();
        var reading = new FileReading(file, planned.heading(), round.hashes(), planned.tally(), planned.rejects());
        reading.read(rows(planned), labels, percent -> {
            filling.read(before + file.size() * percent / 100, all);
            progress.accept(new LoadProgress("read", file.name(), percent));
        });
    }

    private Rows rows(Planned planned) throws IOException {
        return switch (planned.kind()) {
            case MAILBOX -> new MailboxRows(entities);
            case SKILL, DIPLOMA -> new QualificationRows(planned.kind(), entities);
            case ACTIVITY ->
                scattered ? scattered(planned) : new ActivityRows(entities, round.hashes(), planned.tally(), labels);
        };
    }

    private Rows scattered(Planned planned) throws IOException {
        var sums = SkillSums.read(planned.file(), planned.heading(), round.hashes(), memory);
        return new ScatteredRows(entities, sums, planned.tally(), labels, late);
    }

    private void findAbsent() {
        var absence = new Absence(absent, back);
        absence.bearers("person", entities.people().known());
        absence.bearers("structure", entities.structures().known());
        for (var planned : files) {
            var tally = planned.tally();
            switch (planned.kind()) {
                case ACTIVITY ->
                    absence.things("situation", entities.situations().known(), tally, 0);
                case MAILBOX -> {
                    absence.things("attachment", entities.attachments().known(), tally, 0);
                    absence.back("address", entities.addresses().known());
                }
                case SKILL, DIPLOMA ->
                    absence.things("qualification", entities.qualifications().known(), tally, planned.kind().bit);
            }
        }
        absent.flush();
        back.flush();
    }

    private void addLateSkills() {
        for (var table : first ? List.of("directory.situation") : List.of("fresh_situation", "changed_situation"))
            jdbc.sql("""
                    update %s s set skills = array(select distinct x from unnest(s.skills || l.skills) x order by x)
                      from (select situation, array_agg(skill) skills from late_skill group by situation) l
                     where l.situation = s.id""".formatted(table)).update();
    }

    private void compare() {
        StageTables.analyze(jdbc);
        for (var planned : files)
            if (planned.kind() == Kind.ACTIVITY) {
                long same = new SituationSwitch(jdbc, new Applying(jdbc, 0, now), planned.asOf()).pair();
                planned.tally().added -= same;
                planned.tally().changed += same;
                planned.tally().removed -= same;
            }
    }

    /** Brings the staged differences in. */
    void apply(long load) throws SQLException {
        progress.accept(new LoadProgress("apply", "", 0));
        if (fill != null) fill.end();
        else applyDifferences(new Applying(jdbc, load, now));
        labels.write(jdbc);
        progress.accept(new LoadProgress("apply", "", 100));
    }

    private void applyDifferences(Applying applying) {
        var bearers = new BearerSwitch(applying, round.day());
        bearers.come("person");
        bearers.come("structure");
        var activities = days.get(Kind.ACTIVITY);
        if (activities != null) new SituationSwitch(jdbc, applying, activities).apply();
        var mailboxes = days.get(Kind.MAILBOX);
        if (mailboxes != null) new MailboxSwitch(applying, mailboxes).apply();
        new QualificationSwitch(applying, round.day()).apply();
        bearers.leave("person");
        bearers.leave("structure");
    }

    @Override
    public void close() {
        pipe.close();
    }
}
