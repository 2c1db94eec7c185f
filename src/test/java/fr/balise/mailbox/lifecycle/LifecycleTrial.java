package fr.balise.mailbox.lifecycle;

import fr.balise.directory.search.DirectorySearch;
import fr.balise.directory.search.SearchAnswer;
import fr.balise.directory.search.SearchRequest;
import fr.balise.kernel.MailAddress;
import java.time.LocalDate;
import java.time.ZoneId;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Depublication as production does it, timed: through {@code Lifecycle}, until the directory and the mail servers' tables obey. */
public final class LifecycleTrial {
    private final Lifecycle lifecycle;
    private final DirectorySearch search;
    private final JdbcClient jdbc;
    private final MailAddress active;

    /** @param active mailbox that the automatic reply names */
    public LifecycleTrial(ApplicationContext balise, JdbcClient jdbc, String active) {
        this.lifecycle = balise.getBean(Lifecycle.class);
        this.search = balise.getBean(DirectorySearch.class);
        this.jdbc = jdbc;
        this.active = MailAddress.parse(active);
    }

    /** @return seconds until nobody finds it and the reply is on */
    public double depublish(long id, String address) throws InterruptedException {
        while (!found(address)) Thread.sleep(100); // what nobody finds need not be taken out
        long started = System.nanoTime();
        apply(id);
        while (found(address) || !replies(id)) Thread.sleep(2);
        return (System.nanoTime() - started) / 1e9;
    }

    private void apply(long id) {
        var reply = new AutoReply(
                active,
                "Cette boîte n'est plus relevée régulièrement.",
                "This mailbox is no longer read regularly.",
                AutoReply.Fate.NOT_READ,
                LocalDate.now(ZoneId.of("Europe/Paris")),
                null,
                AutoReply.USUAL_DAYS,
                false);
        var decision = lifecycle.apply(new MailboxId(id), new Command.Depublish(reply), By.SYSTEM);
        if (!(decision instanceof Decision.Changed)) throw new IllegalStateException(decision.toString());
    }

    /** False as well while the index is being made: {@link #depublish} waits for it first. */
    private boolean found(String address) {
        return search.search(SearchRequest.of(address)) instanceof SearchAnswer.Found(var hits, var _, var _)
                && hits.stream()
                        .flatMap(hit -> hit.mailboxes().stream())
                        .anyMatch(box -> box.address().equals(address));
    }

    private boolean replies(long id) {
        return jdbc.sql("select exists (select 1 from mailstore.sieve where account = ?)")
                .param(id)
                .query(Boolean.class)
                .single();
    }
}
