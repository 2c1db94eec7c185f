package fr.balise.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.directory.DirectoryAge;
import fr.balise.mailbox.RequestView.Act;
import fr.balise.mailbox.RequestView.Kind;
import fr.balise.mailbox.lifecycle.UseClass;
import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever a state, a refusal or a finding says, it says in both languages. */
class WordsTests {
    private static final BoxId BOX = new BoxId("0123456789abcdef0123");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 1);

    private final Wording wording = Practice.wording();

    @Test
    void everySentenceExistsInBothLanguages() {
        var sentences = sentences();
        assertThat(sentences).hasSizeGreaterThan(60);
        for (var words : sentences) {
            says(words, Locale.FRANCE);
            says(words, Locale.UK);
        }
    }

    private void says(Words words, Locale language) {
        var text = wording.of(words, language);
        assertThat(text).as("%s in %s", words.key(), language).isNotBlank().doesNotContain("{", "}", "null");
    }

    @Test
    void bothLanguagesHaveTheSameKeys() throws IOException {
        assertThat(keys("mailbox.properties")).isEqualTo(keys("mailbox_en.properties"));
    }

    @Test
    void theWordsOfTheJourneys() {
        says("Indiqué par vous le 1er novembre 2026", new Box.Purpose(null, DAY, "x").words());
        says("Vérifier que je lis cette boîte", new Finding.NextStep.Check(BOX).words());
        says("À quoi sert cette boîte\u202f?", new Finding.NextStep.AskPurpose(BOX).words());
        says("Oui, je lis cette boîte", Words.of("mailbox.check.confirm"));
        says("Lecture confirmée le 1er novembre 2026", new Evidence.Confirmed(DAY, DAY).words());
        says("Demander la dépublication", Kind.DEPUBLISH.button());
        says("Télécharger le PDF", Words.of("mailbox.request.pdf"));
        says("J’ai envoyé la demande", Act.MARK_SENT.words());
        says("Envoyée le 1er novembre 2026", new RequestState.Sent(DAY).words());
        says(
                "Encore publiée dans l’annuaire du 1er novembre 2026",
                new RequestView.Tracking.StillPublished(DAY).words());
        says("Toujours publiée après 15 jours", new RequestView.Tracking.StillPublishedAfter(15, DAY, true).words());
        says("Relancer", Act.REMIND.words());
        says("N’est plus publiée (constaté le 1er novembre 2026)", new RequestView.Tracking.Gone(DAY).words());
        says("À valider (3)", Words.of("mailbox.request.awaiting", 3));
        assertThat(wording.of(new CheckState.Waiting(DAY, DAY).words(), Locale.FRANCE))
                .startsWith("Message envoyé");
    }

    private void says(String text, Words words) {
        assertThat(wording.of(words, Locale.FRANCE)).isEqualTo(text);
    }

    private static List<Words> sentences() {
        var all = new ArrayList<Words>();
        each(Box.Publication.class, Box.Publication::words, all);
        each(CheckState.class, CheckState::words, all);
        each(Evidence.class, Evidence::words, all);
        each(Evidence.class, Evidence::source, all);
        all.add(new Evidence.NotConfirmed(null, DAY).source());
        all.add(new Evidence.NotConfirmed(null, null).source());
        each(Finding.NextStep.class, Finding.NextStep::words, all);
        each(Refusal.class, Refusal::words, all);
        each(RequestState.class, RequestState::words, all);
        each(RequestView.Tracking.class, RequestView.Tracking::words, all);
        all.add(new Box.Publication.Published(DAY, false).words());
        all.add(new RequestView.Tracking.StillPublishedAfter(1, DAY, false).words());
        all.add(new Refusal.NotNow(new RequestState.ToSend(), Set.of()).words());
        for (var severity : Finding.Severity.values()) all.add(severity.words());
        for (var kind : Kind.values()) all.addAll(List.of(kind.words(), kind.button()));
        for (var act : Act.values()) all.add(act.words());
        for (int boxes : new int[] {0, 1, 5})
            all.addAll(List.of(
                    summary(boxes, 0).title(),
                    summary(boxes, 0).sentence(),
                    summary(boxes, boxes + 1).sentence()));
        return all;
    }

    private static HomeSummary summary(int boxes, int points) {
        return new HomeSummary(boxes, points, points, List.of(), List.of(), 0, DAY, new DirectoryAge(DAY, DAY), DAY);
    }

    private static <T> void each(Class<T> sealed, Function<T, Words> says, List<Words> into) {
        Arrays.stream(sealed.getPermittedSubclasses())
                .map(type -> sealed.cast(sample(type)))
                .map(says)
                .forEach(into::add);
    }

    private static Object sample(Class<?> type) {
        try {
            var components = type.getRecordComponents();
            var constructor = type.getDeclaredConstructor(
                    Stream.of(components).map(RecordComponent::getType).toArray(Class[]::new));
            return constructor.newInstance(
                    Stream.of(components).map(c -> value(c.getType())).toArray());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(type.toString(), e);
        }
    }

    private static Object value(Class<?> type) {
        if (type == LocalDate.class) return DAY;
        if (type == String.class) return "texte";
        if (type == int.class) return 3;
        if (type == long.class) return 15L;
        if (type == boolean.class) return true;
        if (type == BoxId.class) return BOX;
        if (type == UUID.class) return new UUID(1, 2);
        if (type == List.class) return List.of();
        if (type == Set.class) return EnumSet.allOf(Act.class);
        if (type == Kind.class) return Kind.DELETE;
        if (type == Words.class) return Words.of("mailbox.finding.no-mailbox.contact");
        if (type == UseClass.class) return UseClass.UNKNOWN;
        if (type == RequestState.class) return new RequestState.Sent(DAY);
        throw new AssertionError("no sample of " + type);
    }

    private static Set<Object> keys(String file) throws IOException {
        var properties = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of("src/main/resources/messages", file))) {
            properties.load(in);
        }
        return properties.keySet();
    }
}
