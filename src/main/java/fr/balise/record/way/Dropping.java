package fr.balise.record.way;

import fr.balise.record.document.Document;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A way that lays documents down for software to fetch. */
public interface Dropping extends Way {

    /** What became of what was laid down. @throws NotNow when the place cannot be looked at */
    Fate fate(Software software, UUID token, String ending) throws NotNow;

    /** The same of several. @param endings by token */
    default Map<UUID, Fate> fates(Software software, Map<UUID, String> endings) throws NotNow {
        var fates = new HashMap<UUID, Fate>();
        for (var one : endings.entrySet()) fates.put(one.getKey(), fate(software, one.getKey(), one.getValue()));
        return fates;
    }

    sealed interface Fate {
        record Waiting() implements Fate {}

        /** Fetched; nobody said what became of it. */
        record Collected() implements Fate {}

        record Accepted(String said) implements Fate {}

        record Refused(String said) implements Fate {}
    }

    static String name(UUID token, String ending) {
        return "balise-" + token + "." + ending;
    }

    static String name(Parcel parcel) {
        Document document = parcel.document();
        return name(parcel.token(), document.ending());
    }
}
