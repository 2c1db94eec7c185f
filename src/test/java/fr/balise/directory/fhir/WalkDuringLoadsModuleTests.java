package fr.balise.directory.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.bench.NationalDirectory;
import fr.balise.directory.Loads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.ResourceType;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Programs page through the directory while days of files in the published formats are loaded, one after the other. */
@NullUnmarked
class WalkDuringLoadsModuleTests extends Served {
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 2);
    private static final int DAYS = 12;
    private static final int PER_CENT = 3;

    @TempDir
    Path folder;

    @Autowired
    Loads loads;

    @Autowired
    JdbcClient jdbc;

    Random random;

    @Test
    void whatIsThereThroughoutIsSeenExactlyOnceHoweverManyLoadsAreAppliedMeanwhile() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed of the walk: " + seed);
        random = new Random(seed);
        fixture.rows.empty();
        var day = new NationalDirectory(11, 600, 1_500);
        load(day, 0);
        var days = new ArrayList<NationalDirectory>();
        for (int i = 0; i < DAYS; i++) {
            day = day.nextDay(PER_CENT);
            days.add(day);
        }
        var loading = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < DAYS; i++) load(days.get(i), i + 1);
        });
        var during = new HashSet<Long>();
        for (var last = false; !last; ) {
            last = loading.isDone(); // and once more when all are in
            walk("/Practitioner?active=true&_count=", "person", ResourceType.Practitioner, during);
            walk("/PractitionerRole?active=true&_count=", "situation", ResourceType.PractitionerRole, during);
        }
        loading.join();
        // On a busy machine each walk may have been between two loads.
        for (int more = DAYS + 1; during.size() < 2 && more < DAYS * 2; more++) {
            var next = days.getLast().nextDay(PER_CENT);
            days.add(next);
            int number = more;
            var one = CompletableFuture.runAsync(() -> load(next, number));
            while (!one.isDone())
                walk("/Practitioner?active=true&_count=", "person", ResourceType.Practitioner, during);
            one.join();
        }
        assertThat(during).as("walks that a load came into").hasSizeGreaterThan(1);
    }

    private void load(NationalDirectory day, int number) {
        var date = FIRST.plusDays(number);
        try {
            var place = Files.createDirectories(folder.resolve(date.toString()));
            var report = loads.load(
                    List.of(
                            day.writeMailboxes(place, date),
                            day.writeActivities(place, date),
                            day.writeSkills(place, date),
                            day.writeDiplomas(place, date)),
                    null,
                    _ -> {});
            assertThat(report.applied()).as(report.reason()).isTrue();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** @param during gets the load that stood at the end of a walk which began before it */
    private void walk(String search, String table, ResourceType type, Set<Long> during) throws Exception {
        long before = newest();
        var there = present(table);
        var seen = new ArrayList<Long>();
        for (var next = search + (150 + random.nextInt(200)); next != null; ) {
            var bundle = random.nextInt(12) == 0 ? call.bundle(next) : unchecked(next); // validating takes its time
            Calling.ids(bundle, type).forEach(id -> seen.add(Long.parseLong(id)));
            var link = bundle.getLink("next");
            next = link == null ? null : link.getUrl();
        }
        there.retainAll(present(table));
        assertThat(seen).as(table).doesNotHaveDuplicates().containsAll(there);
        long after = newest();
        if (after != before) during.add(after);
    }

    private Bundle unchecked(String path) throws Exception {
        var answer = call.send(call.request(path).build());
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        return Calling.FHIR.newJsonParser().parseResource(Bundle.class, answer.body());
    }

    private long newest() {
        return jdbc.sql("select max(id) from directory.load where state = 'applied'")
                .query(Long.class)
                .single();
    }

    private HashSet<Long> present(String table) {
        return new HashSet<>(jdbc.sql("select id from directory." + table + " where gone_since is null")
                .query(Long.class)
                .list());
    }
}
