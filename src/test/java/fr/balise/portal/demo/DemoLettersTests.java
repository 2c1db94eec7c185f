package fr.balise.portal.demo;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.mailbox.lifecycle.FirstMail.Letter;
import fr.balise.mailstore.AccountId;
import fr.balise.mailstore.InMemoryMailStore;
import fr.balise.mailstore.MessageKind;
import fr.balise.mailstore.StoredMessage;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The demo's mail is what users were promised to find, seen by the rules that look at any mail. */
class DemoLettersTests {
    private static final Instant NOW = Instant.parse("2026-11-26T00:00:00Z");
    private static final DemoWorld WORLD = DemoWorld.read();

    private static List<Letter> letters(String to, Function<DemoLetters, Stream<Letter>> which) {
        return which.apply(new DemoLetters(to, WORLD, NOW)).toList();
    }

    private static List<StoredMessage> stored(List<Letter> letters) {
        var store = new InMemoryMailStore();
        var messages = new ArrayList<StoredMessage>();
        try (var mailbox = store.open(new AccountId(1))) {
            for (var letter : letters)
                mailbox.append(
                        letter.folder(),
                        letter.flags(),
                        letter.received(),
                        letter.octets().length,
                        new ByteArrayInputStream(letter.octets()));
            for (var folder : mailbox.folders()) mailbox.list(folder.name(), 0, messages::add);
        }
        return messages;
    }

    @Test
    void theFullMailboxHoldsAboutTwelveHundredMessagesOfEveryKind() {
        var letters = letters(DemoMail.FULL, DemoLetters::full);
        assertThat(letters.size()).isBetween(1_150, 1_250);
        assertThat(letters).extracting(Letter::id).doesNotHaveDuplicates();
        var kinds = new EnumMap<MessageKind, Integer>(MessageKind.class);
        for (var message : stored(letters)) kinds.merge(MessageKind.of(message), 1, Integer::sum);
        assertThat(kinds)
                .containsAllEntriesOf(Map.of(
                        MessageKind.XDM, 471,
                        MessageKind.LABORATORY, 285,
                        MessageKind.PDF, 158,
                        MessageKind.INTEGRATION_FAILURE, 9,
                        MessageKind.PATIENT, 36,
                        MessageKind.RECEIPT, 22));
        assertThat(letters).allSatisfy(letter -> assertThat(letter.received()).isBefore(NOW));
    }

    @Test
    void toTheForgottenMailboxFourteenStillWriteAndThreeReportsWait() {
        var messages = stored(letters(DemoMail.FORGOTTEN, DemoLetters::forgotten));
        assertThat(messages.stream()
                        .filter(message -> message.received().isAfter(NOW.minus(Duration.ofDays(90))))
                        .filter(MessageKind::isFromCorrespondent)
                        .map(message -> message.head().from())
                        .distinct())
                .hasSize(14);
        assertThat(messages.stream().filter(message -> !message.seen()))
                .hasSize(3)
                .allSatisfy(message -> assertThat(MessageKind.of(message)).isEqualTo(MessageKind.XDM));
    }

    @Test
    void theSameDayTellsTheSameStory() {
        var once = letters(DemoMail.FORGOTTEN, DemoLetters::forgotten);
        var again = letters(DemoMail.FORGOTTEN, DemoLetters::forgotten);
        assertThat(again).hasSameSizeAs(once);
        for (int i = 0; i < once.size(); i++) {
            assertThat(again.get(i).id()).isEqualTo(once.get(i).id());
            assertThat(again.get(i).octets()).isEqualTo(once.get(i).octets());
        }
    }
}
