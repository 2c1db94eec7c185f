package fr.balise.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.hygiene.Criteria.Flags;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.record.document.Mails;
import java.io.ByteArrayInputStream;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The same documents under another number, found again in the real Dovecot. */
@NullUnmarked
class DocumentReadingEngineTests extends TidiedMailbox {
    private static final Flags TWICE = new Flags(null, null, null, null, null, true);

    @Autowired
    DocumentReading reading;

    @Autowired
    StockRows rows;

    private void archive(Hosted mailbox, String folder, String id, String document, String... flags) {
        var octets = Mails.message(id, "IHE_XDM.zip", "application/zip", Mails.xdm(document, "ESSAI"));
        try (var open = store.open(account(mailbox))) {
            open.append(folder, Set.of(flags), ago(90), octets.length, new ByteArrayInputStream(octets));
        }
    }

    @Test
    void theSameDocumentsUnderAnotherNumberAreFoundWithTheOtherCriteriaAndReadOnce() {
        var mailbox = opened();
        archive(mailbox, "INBOX", "1@t", "A", "\\Seen");
        archive(mailbox, "INBOX", "2@t", "A", "\\Seen", Item.FILED);
        archive(mailbox, "Vieux", "3@t", "A", "\\Seen");
        archive(mailbox, "INBOX", "4@t", "B", "\\Seen");
        var twice = new Criteria(null, null, null, "", 0, null, TWICE, "", Set.of());
        var before = stocktaking.take(account(mailbox));
        assertThat(cleanings.find(before, twice, 9).all().messages()).isZero();
        assertThat(rows.awaiting(account(mailbox))).isNotEmpty();

        reading.round();
        assertThat(rows.awaiting(account(mailbox))).as("nothing is read twice").isEmpty();
        var stock = stocktaking.take(account(mailbox));
        assertThat(cleanings.find(stock, twice, 9).all().messages()).isEqualTo(2);
        var inInbox = stock.shelves().stream()
                .filter(one -> one.name().equals("INBOX"))
                .findFirst()
                .orElseThrow();
        var both = new Criteria(null, null, inInbox.id(), "labo@", 100, null, TWICE, "", Set.of());
        var found = cleanings.find(stock, both, 9);
        assertThat(found.all().messages()).isEqualTo(1);
        assertThat(found.heaviest().getFirst().filed())
                .as("the filed one stays")
                .isFalse();
        assertThat(cleanings
                        .weigh(stock, Set.of(Group.DUPLICATES), Cleaning.Way.ASIDE)
                        .messages())
                .isEqualTo(2);

        archive(mailbox, "INBOX", "5@t", "B", "\\Seen");
        stocktaking.take(account(mailbox));
        assertThat(rows.awaiting(account(mailbox))).hasSize(1);
        reading.round();
        var later = stocktaking.take(account(mailbox));
        assertThat(cleanings.find(later, twice, 9).all().messages()).isEqualTo(3);
        assertThat(everything(mailbox)).as("reading marks nothing").noneMatch(line -> line.contains("Recent"));
    }
}
