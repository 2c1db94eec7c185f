package fr.balise.mailbox;

import fr.balise.directory.Directory;
import fr.balise.directory.LoadApplied;
import java.time.LocalDate;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Brings the requests in line with the directory after each load, however late or often it is told. Whoever looks before sees
 * the same: {@link RequestViews} derives it at each look.
 */
@Component
class Watch {
    private static final Logger log = LoggerFactory.getLogger(Watch.class);
    private static final int PAGE = 500;

    private final StoredRequests requests;
    private final Directory directory;
    private final Traces traces;
    private final Days days;

    Watch(StoredRequests requests, Directory directory, Traces traces, Days days) {
        this.requests = requests;
        this.directory = directory;
        this.traces = traces;
        this.days = days;
    }

    @ApplicationModuleListener
    void on(LoadApplied load) {
        int observed = bringInLine();
        if (observed > 0) log.info("load {}: {} requests came true", load.load(), observed);
    }

    @Transactional
    int bringInLine() {
        var age = directory.age();
        int observed = 0;
        for (var page = requests.watched(null, PAGE); !page.isEmpty(); ) {
            for (var request : page) {
                var gone = Watching.gone(request, directory.listings(request.address()), age);
                if (gone.isPresent() && observe(request, gone.get())) observed++;
            }
            page = requests.watched(page.getLast().id(), PAGE);
        }
        return observed;
    }

    /** Locked and looked at again: somebody may have given it up meanwhile. */
    private boolean observe(StoredRequest seen, LocalDate file) {
        var request = requests.lock(seen.person(), seen.id());
        if (request.isEmpty() || !request.get().state().open()) return false;
        requests.move(seen.id(), new RequestState.Observed(file));
        requests.note(seen.id(), "observed", days.now(), "", file);
        traces.of(
                "system",
                "request",
                "request:" + seen.id(),
                Map.of("state", StateColumns.of(request.get().state()).word()),
                Map.of("state", "observed"));
        return true;
    }
}
