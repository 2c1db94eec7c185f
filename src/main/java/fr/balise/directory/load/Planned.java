package fr.balise.directory.load;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Function;

/** A file of a load, with what its heading and name say, and its figures as they grow. */
record Planned(NationalFile file, Heading heading, LocalDate asOf, Tally tally, Rejects rejects) {

    Kind kind() {
        return heading.kind();
    }

    /** All files of a parcel in the order in which they are read. */
    static List<Planned> of(Parcel parcel, LocalDate today, Function<String, Rejects> rejects) throws IOException {
        var planned = new ArrayList<Planned>();
        var kinds = EnumSet.noneOf(Kind.class);
        for (var file : parcel.files()) {
            var heading = FileReading.heading(file);
            if (!kinds.add(heading.kind())) throw new Refused("kind-twice", heading.kind().published);
            var tally = new Tally();
            if (file.asOf() == null) tally.warnings++;
            planned.add(new Planned(
                    file, heading, file.asOf() == null ? today : file.asOf(), tally, rejects.apply(file.name())));
        }
        planned.sort(Comparator.comparing(Planned::kind));
        return planned;
    }
}
