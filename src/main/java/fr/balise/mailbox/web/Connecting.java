package fr.balise.mailbox.web;

import fr.balise.mailbox.Box;
import fr.balise.mailbox.OwnConnections;
import org.springframework.stereotype.Component;

/** Whether a mailbox can be looked into, for pages: {@code @connecting.concerns(box)}. */
@Component("connecting")
class Connecting {
    private final Here here;
    private final OwnConnections connections;

    Connecting(Here here, OwnConnections connections) {
        this.here = here;
        this.connections = connections;
    }

    public boolean concerns(Box box) {
        return connections.concerns(here.subject(), box);
    }

    public boolean connected(Box box) {
        return connections.since(here.subject(), box).isPresent();
    }
}
