package fr.balise.directory.load;

import fr.balise.directory.LoadReport;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A process that loads files, or accepts a load that is held, and may be killed at any moment: {@code URL DATA HELD FILE…}, with 0 for
 * none that is held. Says when it begins and when it is done.
 */
final class LoadVictim {
    static final String BEGUN = "begun";
    static final String DONE = "done";

    private LoadVictim() {}

    static void main(String... args) throws Exception {
        var bare = new BareLoads(args[0], Path.of(args[1]));
        long held = Long.parseLong(args[2]);
        var files = Stream.of(args).skip(3).map(Path::of).toList();
        bare.start();
        IO.println(BEGUN);
        var report =
                held > 0 ? bare.loads().accept(held, "account:1") : bare.loads().load(files, null, _ -> {});
        if (!report.applied() && report.state() != LoadReport.State.HELD)
            throw new IllegalStateException(String.valueOf(report.reason()));
        IO.println(DONE);
    }
}
