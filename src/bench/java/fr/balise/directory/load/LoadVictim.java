package fr.balise.directory.load;

import java.nio.file.Path;
import java.util.stream.Stream;

/** A process that loads files and may be killed at any moment: {@code URL DATA FILE…}. Says when it begins and when it is done. */
final class LoadVictim {
    static final String BEGUN = "begun";
    static final String DONE = "done";

    private LoadVictim() {}

    static void main(String... args) throws Exception {
        var bare = new BareLoads(args[0], Path.of(args[1]));
        var files = Stream.of(args).skip(2).map(Path::of).toList();
        bare.start();
        IO.println(BEGUN);
        var report = bare.loads().load(files, null, _ -> {});
        if (!report.applied()) throw new IllegalStateException(String.valueOf(report.reason()));
        IO.println(DONE);
    }
}
