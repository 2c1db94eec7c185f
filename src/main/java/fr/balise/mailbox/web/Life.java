package fr.balise.mailbox.web;

import fr.balise.mailbox.closing.DirectoryState;
import fr.balise.mailbox.lifecycle.Act;
import fr.balise.mailbox.lifecycle.AutoReply;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailbox.lifecycle.LifecycleRules;
import fr.balise.mailbox.lifecycle.State;
import org.jspecify.annotations.Nullable;

/**
 * Where a mailbox that is held here stands, for a screen.
 *
 * @param directory what the national directory makes of the depublication; null while there is none
 */
record Life(Hosted mailbox, @Nullable DirectoryState directory) {

    public State state() {
        return mailbox.state();
    }

    public String word() {
        return state().word();
    }

    public boolean can(String act) {
        return LifecycleRules.possible(mailbox).contains(Act.valueOf(act));
    }

    /** Between active and erased. */
    public boolean closing() {
        return state() instanceof State.Depublished || scheduled() != null;
    }

    public State.@Nullable RetrievalOnly scheduled() {
        return state() instanceof State.RetrievalOnly m ? m : null;
    }

    public State.@Nullable Depublished depublished() {
        return switch (state()) {
            case State.Depublished m -> m;
            case State.RetrievalOnly m -> m.before();
            case State.Active _, State.Erased _ -> null;
        };
    }

    public @Nullable AutoReply reply() {
        return state() instanceof State.Depublished m ? m.reply() : null;
    }

    /** Tone of the badge. */
    public String tone() {
        return switch (state()) {
            case State.Active _ -> "ok";
            case State.Depublished _ -> "info";
            case State.RetrievalOnly _ -> "warn";
            case State.Erased _ -> "";
        };
    }

    public String icon() {
        return switch (state()) {
            case State.Active _ -> "ok";
            case State.Depublished _ -> "hidden";
            case State.RetrievalOnly _ -> "clock";
            case State.Erased _ -> "hidden";
        };
    }
}
