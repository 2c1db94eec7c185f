package fr.balise.record.way;

import java.util.List;
import org.springframework.stereotype.Component;

/** The way of each kind of software. What the settings no longer allow is no way, whatever is kept in the database. */
@Component
public class Ways {
    private final List<Way> all;
    private final Allowed allowed;

    Ways(List<Way> all, Allowed allowed) {
        this.all = List.copyOf(all);
        this.allowed = allowed;
    }

    /** @throws NotNow when the settings do not allow its address */
    public Way of(Software software) throws NotNow {
        if (allowed.refuses(software.kind(), software.address()) != null)
            throw new NotNow(NotNow.Why.NOT_ALLOWED, null);
        return all.stream()
                .filter(way -> way.kind() == software.kind())
                .findAny()
                .orElseThrow(() -> new IllegalStateException("no way to " + software.kind()));
    }

    /** Kinds that this installation can reach. */
    public List<Software.Kind> kinds() {
        return all.stream().map(Way::kind).sorted().toList();
    }
}
