package fr.balise.portal.demo;

import fr.balise.portal.demo.DemoCast.Member;
import java.nio.file.Path;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** At each start: who can log in, as {@code people.json} for scripts; at the first start the files of three days as well. */
@Component
@Profile("demo")
class DemoStart implements ApplicationRunner {
    private final Path folder;
    private final DemoState state;
    private final DemoClock clock;
    private final DemoDays days;
    private final DemoReset reset;

    DemoStart(@Value("${balise.data}") Path folder, DemoState state, DemoClock clock, DemoDays days, DemoReset reset) {
        this.folder = folder;
        this.state = state;
        this.clock = clock;
        this.days = days;
        this.reset = reset;
    }

    record Row(String nationalId, String name, List<String> roles, String story) {
        static Row of(Member member) {
            return new Row(member.nationalId().value(), member.name(), member.roles(), member.story());
        }
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (!state.begun()) begin();
        var cast = DemoCast.of(DemoWorld.read());
        SecretFile.write(
                folder.toAbsolutePath(),
                "people.json",
                cast.all().stream().map(Row::of).toList());
    }

    /** Throws away everything that visitors did, and begins again today. Two presses at once do it twice, one after the other. */
    synchronized void startOver() {
        reset.emptyAll();
        begin();
    }

    private void begin() {
        days.first(clock.realToday());
        state.begin(clock.realToday());
        clock.set(0);
    }
}
