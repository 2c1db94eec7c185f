package fr.balise.directory.fhir;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The key of links to next pages: made once per database, by whichever copy of Balise needs it first. */
@Repository
class LinkKey {
    private static final int BYTES = 32;

    private final JdbcClient jdbc;
    private volatile byte @Nullable [] known;

    LinkKey(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    byte[] bytes() {
        var bytes = known;
        if (bytes == null) {
            bytes = read();
            known = bytes;
        }
        return bytes;
    }

    private byte[] read() {
        var made = new byte[BYTES];
        new SecureRandom().nextBytes(made);
        jdbc.sql("insert into directory.link_key (one, key) values (true, ?) on conflict (one) do nothing")
                .param(made)
                .update();
        return jdbc.sql("select key from directory.link_key")
                .query(byte[].class)
                .single();
    }
}
