package fr.balise.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.record.Sight;
import fr.balise.record.document.Contents;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever a stranger sends: nothing breaks, nothing runs, nothing reaches out. */
class HostileMailTests {
    private static final long SEED = System.nanoTime();

    @Test
    void nothingThatIsShownRunsOrReachesOut() {
        var messages = HostileMail.all(SEED);
        assertThat(messages).as("seed " + SEED).hasSizeGreaterThanOrEqualTo(300);
        for (var message : messages) {
            var letter = Letter.of(new ByteArrayInputStream(message.octets()));
            isHarmless(message, letter.html());
            for (var sight : sights(message, letter)) isHarmless(message, sight.html());
            Contents.of(new ByteArrayInputStream(message.octets()));
        }
    }

    private static List<Sight> sights(HostileMail.Message message, Letter letter) {
        var sights = new ArrayList<Sight>();
        for (var attached :
                letter.attached().subList(0, Math.min(5, letter.attached().size())))
            try {
                Letter.attachment(
                        new ByteArrayInputStream(message.octets()),
                        attached.number(),
                        (what, octets) -> sights.addAll(Sight.of(what.name(), octets.readAllBytes())));
            } catch (IOException broken) {
                // Told to whoever asked for it.
            }
        return sights;
    }

    private static void isHarmless(HostileMail.Message message, @Nullable String html) {
        var page = Jsoup.parseBodyFragment(Objects.requireNonNullElse(html, ""));
        assertThat(page.select(
                        "script, iframe, object, embed, style, link, meta, form, input, button, svg, math, a, base"))
                .as(message + ", seed " + SEED)
                .isEmpty();
        for (var element : page.getAllElements())
            for (var attribute : element.attributes()) {
                assertThat(List.of("src", "alt", "colspan", "rowspan"))
                        .as(message + ", seed " + SEED)
                        .contains(attribute.getKey());
                if (attribute.getKey().equals("src"))
                    assertThat(attribute.getValue()).matches("images/[0-9]+");
            }
    }
}
