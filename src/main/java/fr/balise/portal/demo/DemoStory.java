package fr.balise.portal.demo;

import fr.balise.directory.Loads;
import fr.balise.portal.demo.DemoDays.Day;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Tells what happened before the visitor came, through the same doors as everybody: the importer of files, and what people do on pages. */
@Component
@Profile("demo")
class DemoStory {
    private static final String WHO = "system";

    private final DemoState state;
    private final DemoClock clock;
    private final DemoDays days;
    private final Loads loads;
    private final DemoSeeds seeds;
    private final DemoDrifts drifts;

    DemoStory(DemoState state, DemoClock clock, DemoDays days, Loads loads, DemoSeeds seeds, DemoDrifts drifts) {
        this.state = state;
        this.clock = clock;
        this.days = days;
        this.loads = loads;
        this.seeds = seeds;
        this.drifts = drifts;
    }

    /** The clock goes through the past days in order; at the end it is today. */
    void tell() {
        var today = clock.realToday();
        state.begin(today);
        for (var day : days.first(today)) {
            clock.set(-day.age());
            load(day);
            seeds.after(day.age());
            drifts.after(day.age());
        }
        clock.set(0);
        state.done();
    }

    private void load(Day day) {
        load(day.files(), day.date());
    }

    /** The file of the demo's day, without what its operators took out since. */
    void loadToday(Set<String> withdrawn) {
        var today = clock.today();
        if (state.fileDue(today)) load(days.later(today, withdrawn), today);
    }

    private void load(List<Path> files, LocalDate date) {
        var report = loads.load(files, WHO, _ -> {});
        if (!report.applied()) throw new IllegalStateException("the demo's own file was refused: " + report.reason());
        state.loaded(date);
    }
}
