package fr.balise.mailstore;

import fr.balise.kernel.MailAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The mail domains that are hosted here. */
@Repository
public class MailDomains {
    private final JdbcClient jdbc;

    MailDomains(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Local parts at which every domain takes mail [RFC5321 4.5.1] [RFC2142 4]. */
    public static final List<String> OWED = List.of("postmaster", "abuse");

    /** Has mail for the addresses that each hosted domain owes go to one mailbox, here or at a declared operator. */
    @Transactional
    public void owe(MailAddress target) {
        jdbc.sql("delete from mailstore.alias where split_part(address, '@', 1) in (:owed)")
                .param("owed", OWED)
                .update();
        for (var name : OWED)
            jdbc.sql("insert into mailstore.alias (address, target) select :name || '@' || name, :target"
                            + " from mailstore.domain on conflict do nothing")
                    .param("name", name)
                    .param("target", target.toString())
                    .update();
    }

    /**
     * Takes mail for these domains from now on. A domain that still has mailboxes stays, whatever the settings say: its mail must not be
     * turned away because of a slip in a file.
     */
    @Transactional
    public void host(Set<String> domains) {
        jdbc.sql("delete from mailstore.domain d where not exists"
                        + " (select from mailstore.account a where split_part(a.address_key, '@', 2) = d.name)")
                .update();
        for (var domain : domains)
            jdbc.sql("insert into mailstore.domain (name) values (:name) on conflict do nothing")
                    .param("name", domain.strip().toLowerCase(Locale.ROOT))
                    .update();
    }
}
