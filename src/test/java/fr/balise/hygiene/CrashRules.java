package fr.balise.hygiene;

import fr.balise.hygiene.Cleaning.Way;
import fr.balise.hygiene.Cleanings.Terms;
import fr.balise.hygiene.Criteria.Flags;
import fr.balise.identity.Actor;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.MailStore;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** For crash rounds: clean-ups into the trash, and rules with what they take and what they must leave. */
public final class CrashRules {
    private static final String JUNK = "Junk";

    private CrashRules() {}

    /** @return its Message-ID */
    public static String letter(MailStore store, Hosted mailbox, String folder, Instant at, Set<String> flags) {
        var id = "<" + UUID.randomUUID() + "@rule>";
        var octets = ("From: <a@peer.mssante.fr>\r\nSubject: x\r\nMessage-ID: " + id
                        + "\r\n\r\nBEGIN\r\nBonjour.\r\nEND\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        try (var open = store.open(new AccountId(mailbox.id().value()))) {
            open.append(folder, flags, at, octets.length, new ByteArrayInputStream(octets));
        }
        return id;
    }

    private static Stock stock(ApplicationContext balise, Hosted mailbox) {
        return balise.getBean(Stocktaking.class).take(Rooms.account(mailbox));
    }

    private static Shelf shelf(Stock stock, String name) {
        return stock.shelves().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** All that lies in a folder, into the trash. */
    public static String trash(ApplicationContext balise, Actor actor, Hosted mailbox, String folder) {
        var stock = stock(balise, mailbox);
        var all = new Criteria(null, null, shelf(stock, folder).id(), "", 0, null, Flags.ANY, "", Set.of());
        var cleanings = balise.getBean(Cleanings.class);
        long shown = cleanings.weigh(stock, all, Way.TRASH).messages();
        return cleanings
                .order(actor, mailbox, all, new Terms(Way.TRASH, shown, "essai"))
                .getClass()
                .getSimpleName();
    }

    /** Makes a rule for junk of more than thirty days. @return Message-IDs of what it means, a slash, and of what it must leave */
    public static String junk(ApplicationContext balise, Actor actor, Hosted mailbox, int many) {
        var store = balise.getBean(MailStore.class);
        end(balise, actor, mailbox);
        try (var open = store.open(new AccountId(mailbox.id().value()))) {
            open.removeFolder(JUNK);
        }
        var old = Instant.now().minus(Duration.ofDays(90));
        var meant = new ArrayList<String>();
        for (int n = 0; n < many; n++) meant.add(letter(store, mailbox, JUNK, old, Set.of("\\Seen")));
        var others = new ArrayList<String>();
        others.add(letter(store, mailbox, JUNK, old, Set.of()));
        others.add(letter(store, mailbox, JUNK, old, Set.of("\\Seen", "\\Flagged")));
        others.add(letter(store, mailbox, JUNK, old, Set.of("\\Seen", Item.KEPT)));
        others.add(letter(store, mailbox, JUNK, Instant.now(), Set.of("\\Seen")));
        var wish = new Rules.Wish(
                Rule.Kind.THROWN, 30, shelf(stock(balise, mailbox), JUNK).id());
        var made = balise.getBean(Rules.class).make(actor, mailbox, wish, many);
        if (!(made instanceof Rules.Made.Done)) return "failed " + made;
        return String.join(" ", meant) + " / " + String.join(" ", others);
    }

    /** As if its day had just begun. */
    public static String run(ApplicationContext balise, Hosted mailbox) {
        balise.getBean(JdbcClient.class)
                .sql("update hygiene.rule set looked_on = null where account = :account")
                .param("account", mailbox.id().value())
                .update();
        balise.getBean(RuleRounds.class).round();
        return "Ran";
    }

    public static String end(ApplicationContext balise, Actor actor, Hosted mailbox) {
        var rules = balise.getBean(Rules.class);
        for (var rule : rules.of(mailbox)) rules.end(actor, rule);
        return "Ended";
    }
}
