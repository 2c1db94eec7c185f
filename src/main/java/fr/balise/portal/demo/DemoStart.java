package fr.balise.portal.demo;

import fr.balise.portal.demo.DemoCast.Member;
import java.nio.file.Path;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * At each start: who can log in, as {@code people.json} for scripts. At the first start the story as well; a start that was cut off tells
 * it again from the beginning.
 */
@Component
@Profile("demo")
class DemoStart implements ApplicationRunner {
    private final Path folder;
    private final DemoState state;
    private final DemoReset reset;
    private final DemoStory story;
    private final DemoKeys keys;
    private final DemoMailboxes mailboxes;
    private final DemoMail mail;
    private final DemoActivity activity;
    private final DemoRefusals refusals;
    private final DemoSoftware software;
    private final DemoAdoption adoption;

    DemoStart(
            @Value("${balise.data}") Path folder,
            @Value("${balise.postgresql.url:}") String external,
            DemoState state,
            DemoReset reset,
            DemoStory story,
            DemoKeys keys,
            DemoMailboxes mailboxes,
            DemoMail mail,
            DemoActivity activity,
            DemoRefusals refusals,
            DemoSoftware software,
            DemoAdoption adoption) {
        if (!external.isEmpty()) throw new IllegalStateException("a demo empties its database: never an external one");
        this.folder = folder.toAbsolutePath();
        this.state = state;
        this.reset = reset;
        this.story = story;
        this.keys = keys;
        this.mailboxes = mailboxes;
        this.mail = mail;
        this.activity = activity;
        this.refusals = refusals;
        this.software = software;
        this.adoption = adoption;
    }

    record Row(String nationalId, String name, List<String> roles, String story) {
        static Row of(Member member) {
            return new Row(member.nationalId().value(), member.name(), member.roles(), member.story());
        }
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (state.seeded()) mail.fill();
        else startOver();
        var cast = DemoCast.of(DemoWorld.read());
        SecretFile.write(folder, "people.json", cast.all().stream().map(Row::of).toList());
    }

    /** Throws away everything that visitors did, and begins again today. Two presses at once do it twice, one after the other. */
    synchronized void startOver() {
        mail.forget(); // while the rows still say whose it is
        reset.emptyAll();
        keys.issue(); // before the first wish is carried: it would fail for want of the key
        story.tell();
        refusals.tell();
        mailboxes.open();
        software.connect();
        mail.fill();
        activity.tell();
        adoption.tell();
    }
}
