package fr.balise.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What a benchmark must reach, what it reached, and how both are told: a table for people, one line of JSON for programs. */
final class Targets {
    private final Map<String, Target> targets = new LinkedHashMap<>();
    private final List<String> beside = new ArrayList<>();

    private record Target(
            String name,
            @Nullable Double value,
            double limit,
            String better,
            String unit,
            boolean ok,
            @Nullable String reason) {}

    Targets atMost(String name, double limit, String unit) {
        return declare(name, limit, "lower", unit);
    }

    Targets atLeast(String name, double limit, String unit) {
        return declare(name, limit, "higher", unit);
    }

    private Targets declare(String name, double limit, String better, String unit) {
        targets.put(name, new Target(name, null, limit, better, unit, false, "was not measured"));
        return this;
    }

    void reached(String name, double value) {
        var t = known(name);
        boolean ok = t.better.equals("lower") ? value <= t.limit : value >= t.limit;
        var reason = ok ? null : String.format(Locale.ROOT, "missed by %.0f %%", 100 * Math.abs(value / t.limit - 1));
        targets.put(name, new Target(name, value, t.limit, t.better, t.unit, ok, reason));
        tell(
                name,
                "%.3f %s (%s %s) %s",
                value,
                t.unit,
                t.better.equals("lower") ? "at most" : "at least",
                t.limit,
                ok ? "ok" : "MISSED");
    }

    boolean measured(String name) {
        return known(name).value != null;
    }

    void notMeasured(String name, String reason) {
        var t = known(name);
        targets.put(name, new Target(name, null, t.limit, t.better, t.unit, false, reason));
        tell(name, "not measured: %s", reason);
    }

    /** A figure that no target asks for. */
    void tell(String name, String format, Object... values) {
        var line = String.format(Locale.ROOT, "%-34s %s", name, String.format(Locale.ROOT, format, values));
        beside.add(line);
        IO.println(line + "  [load " + Machine.load() + "]");
    }

    List<String> table() {
        return List.copyOf(beside);
    }

    String json(String bench, Machine machine, boolean quick, long seed) {
        var all = new LinkedHashMap<String, Object>();
        all.put("bench", bench);
        all.put("quick", quick);
        all.put("seed", seed);
        all.put("machine", machine);
        all.put("targets", targets.values().stream().map(Targets::shown).toList());
        return JsonMapper.shared().writeValueAsString(all);
    }

    private static Map<String, Object> shown(Target target) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("name", target.name);
        shown.put("value", target.value == null ? null : Math.round(target.value * 1000) / 1000.);
        shown.put("limit", target.limit);
        shown.put("better", target.better);
        shown.put("unit", target.unit);
        shown.put("ok", target.ok);
        if (target.reason != null) shown.put("reason", target.reason);
        return shown;
    }

    private Target known(String name) {
        var target = targets.get(name);
        if (target == null) throw new IllegalArgumentException("no target " + name);
        return target;
    }
}
