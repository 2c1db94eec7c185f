package fr.balise.hygiene;

import static fr.balise.hygiene.GroupTests.item;
import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.hygiene.Item.Mark;
import fr.balise.mailstore.MessageKind;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What somebody attests who does not mean a whole group. */
class ChoiceTests {
    private static final ZoneId UTC = ZoneOffset.UTC;
    private static final Item ITEM = item(MessageKind.XDM, 10, Mark.SEEN);
    private static final LocalDate DAY = LocalDate.ofInstant(ITEM.received(), UTC);

    private static Choice from(String sender) {
        return new Choice(sender, Set.of(), null, null);
    }

    @Test
    void aSenderIsAWholeAddressOrADomainAndNeverAPart() {
        assertThat(from(" A@B.").fits(ITEM, UTC)).isFalse();
        assertThat(from(ITEM.sender().toUpperCase(java.util.Locale.ROOT)).fits(ITEM, UTC))
                .isTrue();
        assertThat(from(ITEM.sender().substring(ITEM.sender().indexOf('@'))).fits(ITEM, UTC))
                .isTrue();
        assertThat(from(ITEM.sender().substring(0, ITEM.sender().length() - 1)).fits(ITEM, UTC))
                .isFalse();
    }

    @Test
    void bothDaysCountInTheZoneOfTheMailbox() {
        assertThat(new Choice("", Set.of(), DAY, DAY).fits(ITEM, UTC)).isTrue();
        assertThat(new Choice("", Set.of(), DAY.plusDays(1), null).fits(ITEM, UTC))
                .isFalse();
        assertThat(new Choice("", Set.of(), null, DAY.minusDays(1)).fits(ITEM, UTC))
                .isFalse();
        var elsewhere = ZoneOffset.ofHours(-18);
        assertThat(new Choice("", Set.of(), null, LocalDate.ofInstant(ITEM.received(), elsewhere))
                        .fits(ITEM, elsewhere))
                .isTrue();
    }

    @Test
    void itIsReadAsItWasWritten() {
        var choice = new Choice("@peer.mssante.fr", Set.of(MessageKind.XDM, MessageKind.PDF), DAY, null);
        assertThat(Choice.parse(choice.text())).isEqualTo(choice);
        assertThat(Choice.parse("").isAnything()).isFalse();
        assertThat(choice.isAnything()).isTrue();
        assertThat(choice.toString()).doesNotContain("peer");
        assertThat(Choice.day("2026-02-30")).isNull();
    }
}
