package fr.balise.audit;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

@Service
class Trail implements AuditTrail {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Entries entries;
    private final ChainWalk chain;

    Trail(Entries entries, ChainWalk chain) {
        this.entries = entries;
        this.chain = chain;
    }

    @Override
    public List<AuditEntry> latest(AuditQuestion question, int limit) {
        return entries.latest(question, limit);
    }

    @Override
    public Verification verify() {
        return chain.verify();
    }

    @Override
    public long export(AuditQuestion question, Consumer<String> lines) {
        long count = 0;
        long position = 0;
        for (var page = chain.page(position); !page.isEmpty(); page = chain.page(position))
            for (var sealed : page) {
                position = sealed.position();
                var entry = sealed.entry();
                if (entry == null || !asked(question, entry)) continue;
                lines.accept(line(sealed, entry));
                count++;
            }
        return count;
    }

    private static boolean asked(AuditQuestion question, AuditEntry entry) {
        return !entry.at().isBefore(question.from())
                && entry.at().isBefore(question.until())
                && entry.action().startsWith(question.action());
    }

    private static String line(ChainWalk.Sealed sealed, AuditEntry entry) {
        var line = new LinkedHashMap<String, Object>();
        line.put("position", sealed.position());
        line.put("id", entry.id());
        line.put("at", entry.at().toString());
        line.put("actor", entry.actor());
        line.put("action", entry.action());
        line.put("target", entry.target());
        line.put("before", entry.before()); // as text: the seal covers its letters
        line.put("after", entry.after());
        line.put("seal", HexFormat.of().formatHex(sealed.hash()));
        return JSON.writeValueAsString(line);
    }
}
