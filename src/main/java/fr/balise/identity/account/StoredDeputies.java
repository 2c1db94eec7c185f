package fr.balise.identity.account;

import fr.balise.identity.Deputies;
import fr.balise.kernel.HomeZone;
import fr.balise.kernel.NationalPersonId;
import java.time.InstantSource;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class StoredDeputies implements Deputies {
    private final DelegationStore store;
    private final HomeZone home;
    private final InstantSource clock;

    StoredDeputies(DelegationStore store, HomeZone home, InstantSource clock) {
        this.store = store;
        this.home = home;
        this.clock = clock;
    }

    @Override
    public List<NationalPersonId> of(NationalPersonId holder) {
        return store.deputies(holder, home.today(clock));
    }
}
