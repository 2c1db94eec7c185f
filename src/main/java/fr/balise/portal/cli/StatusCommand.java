package fr.balise.portal.cli;

import fr.balise.portal.supervisor.Failure;
import fr.balise.portal.supervisor.Instance;
import fr.balise.portal.supervisor.Ledger;
import fr.balise.portal.supervisor.RestoreTraces;
import fr.balise.portal.supervisor.SystemServers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code status}: each part and the directory; status 0 only if all are healthy. */
final class StatusCommand {
    private final Places places;

    StatusCommand(Places places) {
        this.places = places;
    }

    int run(Arguments arguments) throws IOException, InterruptedException {
        arguments.exactly(0, "status [--json]");
        var instance = places.existing(arguments);
        var page = new Ledger(instance).read();
        var parts = new ArrayList<Ledger.Entry>();
        for (var part : page.map(Ledger.Page::parts).orElse(List.of())) parts.add(now(instance, part));
        var figures = figures(instance);
        var cutOff = new RestoreTraces(instance.data());
        boolean healthy = figures != null
                && !cutOff.unfinished()
                && page.filter(Ledger.Page::supervised).isPresent()
                && parts.stream().allMatch(part -> part.state().equals("up"));
        if (arguments.has("json")) System.out.println(json(instance, parts, figures, cutOff.unfinished()));
        else print(instance, parts, figures);
        if (cutOff.unfinished()) System.err.println("balise: " + cutOff.sentence());
        return healthy ? 0 : 1;
    }

    /** A part whose process is gone is not up, whatever was noted last; the system's servers are asked. */
    private static Ledger.Entry now(Instance instance, Ledger.Entry part) throws IOException, InterruptedException {
        var process = part.process();
        boolean alive = process != null && process.alive().isPresent();
        var state = part.state();
        if (state.equals(Ledger.SYSTEM)) {
            var system = SystemServers.of(instance);
            state = system.isPresent() ? system.get().state(part.name()) : "down";
        } else if (!alive && state.equals("up")) state = "down";
        return new Ledger.Entry(part.name(), state, part.address(), process);
    }

    private static @Nullable JsonNode figures(Instance instance) throws IOException, InterruptedException {
        try (var admin = new AdminClient(instance)) {
            return admin.get("status");
        } catch (Failure down) {
            return null;
        }
    }

    private static ObjectNode json(
            Instance instance, List<Ledger.Entry> parts, @Nullable JsonNode figures, boolean unfinished) {
        var out = AdminClient.JSON.createObjectNode();
        out.put("instance", instance.kind().word());
        out.put("portal", instance.portal());
        out.put("fhir", instance.portal() + "/fhir");
        out.put("restoreUnfinished", unfinished);
        var list = out.putArray("components");
        for (var part : parts.isEmpty() ? down() : parts)
            list.addObject().put("name", part.name()).put("state", part.state()).put("address", part.address());
        if (figures != null) out.set("directory", figures.path("directory"));
        return out;
    }

    private static List<Ledger.Entry> down() {
        return List.of(new Ledger.Entry("postgresql", "down", "", null), new Ledger.Entry("balise", "down", "", null));
    }

    private static void print(Instance instance, List<Ledger.Entry> parts, @Nullable JsonNode figures) {
        System.out.println("Instance " + instance.kind().word() + " in " + instance.data());
        for (var part : parts.isEmpty() ? down() : parts)
            System.out.printf("  %-12s %-11s %s%n", part.name(), part.state(), part.address());
        if (figures == null) return;
        var directory = figures.path("directory");
        System.out.printf(
                "  directory    of %s: %,d people, %,d structures, %,d mailboxes; search %s%n",
                directory.path("asOf").asString("no file yet"),
                directory.path("persons").asLong(),
                directory.path("organizations").asLong(),
                directory.path("mailboxes").asLong(),
                figures.path("search").asString(""));
    }
}
