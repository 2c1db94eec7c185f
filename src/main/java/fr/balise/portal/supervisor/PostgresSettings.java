package fr.balise.portal.supervisor;

import java.util.Map;
import java.util.TreeMap;

/** How the embedded PostgreSQL is set: safe first, then fast for a machine of two cores. */
public final class PostgresSettings {
    private PostgresSettings() {}

    public static final Map<String, String> ALL = Map.copyOf(new TreeMap<>(Map.ofEntries(
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("password_encryption", "scram-sha-256"),
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("max_connections", "60"),
            Map.entry("shared_buffers", "256MB"),
            Map.entry("effective_cache_size", "1GB"),
            Map.entry("work_mem", "16MB"),
            Map.entry("maintenance_work_mem", "256MB"),
            // A national load writes about 2 GB at once; checkpoints in its midst would write every page twice.
            Map.entry("max_wal_size", "4GB"),
            // Nobody copies this database from its log; what the first load writes into new tables then needs none.
            Map.entry("wal_level", "minimal"),
            Map.entry("max_wal_senders", "0"),
            // A changed row is written with its whole page once after each checkpoint: packing it takes longer than
            // writing it.
            Map.entry("wal_compression", "off"),
            Map.entry("checkpoint_timeout", "15min"),
            Map.entry("random_page_cost", "1.2"),
            // Statements and their values may hold personal data: neither reaches the log.
            Map.entry("log_min_error_statement", "panic"),
            Map.entry("log_parameter_max_length_on_error", "0"),
            Map.entry("log_error_verbosity", "terse"),
            Map.entry("log_checkpoints", "off"))));
}
