package fr.balise.audit;

import java.util.List;
import java.util.function.Consumer;

/** Reads what was audited. Nothing here writes: acts are told by publishing {@link fr.balise.kernel.SensitiveAct}. */
public interface AuditTrail {

    /** Newest first. */
    List<AuditEntry> latest(AuditQuestion question, int limit);

    /**
     * Every entry of a period, oldest first, as one line of JSON each, with its position and seal: whoever receives the lines
     * can verify the chain without Balise. Read in pages; no transaction stays open while a slow reader reads.
     *
     * @return how many
     */
    long export(AuditQuestion question, Consumer<String> lines);

    /** Walks the whole chain; seconds per million entries. */
    Verification verify();
}
