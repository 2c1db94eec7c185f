package fr.balise.portal.demo;

import fr.balise.portal.demo.DemoCast.Member;
import java.nio.file.Path;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Writes {@code people.json} into the data folder: who can log in, for scripts. */
@Component
@Profile("demo")
class PeopleFile implements ApplicationRunner {
    private final Path folder;

    PeopleFile(@Value("${balise.data}") Path folder) {
        this.folder = folder;
    }

    record Row(String nationalId, String name, List<String> roles, String story) {
        static Row of(Member member) {
            return new Row(member.nationalId().value(), member.name(), member.roles(), member.story());
        }
    }

    @Override
    public void run(ApplicationArguments arguments) {
        var cast = DemoCast.of(DemoWorld.read());
        SecretFile.write(
                folder.toAbsolutePath(),
                "people.json",
                cast.all().stream().map(Row::of).toList());
    }
}
