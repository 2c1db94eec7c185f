package fr.balise.promotion.kit;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.kernel.MailAddress;
import fr.balise.promotion.DocumentKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/**
 * Documents for everybody in the demo are read again: they give the chosen address and no other, wherever one could hide. Several kits are
 * made at once, as people ask for them: fonts and libraries are shared.
 */
@NullUnmarked
class DemoKitsTests {
    private static final List<Locale> TONGUES = List.of(Locale.FRENCH, Locale.ENGLISH);

    /** Milliseconds each; a PDF or a DOCX takes ten times as long. */
    private static final Set<KitFile> WRITTEN = EnumSet.of(
            KitFile.SIGNATURE_HTML,
            KitFile.SIGNATURE_TEXT,
            KitFile.FOOTER,
            KitFile.PROFILE,
            KitFile.WEB,
            KitFile.JSON_LD,
            KitFile.VCARD,
            KitFile.LETTERHEAD_ODT);

    /** Of one person in so many everything is made in each variant. */
    private static final int SAMPLE = 40;

    @Test
    void whatIsTextGivesTheChosenAddressAndNoOtherForEverybodyAtEachPlaceInBothLanguages() {
        for (var tongue : TONGUES) {
            var kits = SampleKits.ofTheDemo(tongue);
            assertThat(kits).extracting(kit -> kit.content().family()).containsAll(SampleKits.peopleWithAMailbox());
            kits.parallelStream().forEach(kit -> WRITTEN.forEach(file -> assertGivesItsAddressesAlone(kit, file)));
        }
    }

    @Test
    void whatIsPaperGivesTheChosenAddressAndNoOtherForEverybodyInOneLanguageOrTheOther() {
        everybody().parallel().forEach(kit -> {
            for (var file : KitFile.of(kit))
                if (!WRITTEN.contains(file) && !KitFilesTests.DRAWN.contains(file))
                    assertGivesItsAddressesAlone(kit, file);
        });
    }

    /** Each person once, in turns in French and in English. */
    private static Stream<Kit> everybody() {
        var names = new HashSet<String>();
        var french = SampleKits.ofTheDemo(Locale.FRENCH);
        var english = SampleKits.ofTheDemo(Locale.ENGLISH);
        var people = IntStream.range(0, french.size())
                .filter(i -> names.add(french.get(i).content().name()))
                .boxed()
                .toList();
        return IntStream.range(0, people.size()).mapToObj(i -> (i % 2 == 0 ? french : english).get(people.get(i)));
    }

    @Test
    void everyServiceOfTheDemoIsGivenItsOwnAddressAndNobodyElses() {
        for (var tongue : TONGUES)
            SampleKits.ofTheDemosServices(tongue).parallelStream().forEach(kit -> {
                for (var file : KitFile.of(kit)) if (WRITTEN.contains(file)) assertGivesItsAddressesAlone(kit, file);
            });
    }

    @Test
    void withoutALinkWithAnExceptionAndWithAColourOfOnesOwnTheAddressesAreTheSame() {
        for (var tongue : TONGUES) {
            var kits = SampleKits.ofTheDemo(tongue);
            IntStream.range(0, kits.size()).parallel().forEach(i -> {
                for (var variant : variants(kits.get(i)))
                    for (var file : KitFile.of(variant))
                        if (WRITTEN.contains(file) || i % SAMPLE == 0 && !KitFilesTests.DRAWN.contains(file))
                            assertGivesItsAddressesAlone(variant, file);
            });
        }
    }

    @Test
    void everyPictureIsDrawnFromAPageThatFitsAndGivesTheAddress() {
        everybody().parallel().forEach(kit -> {
            for (var size : new int[][] {{1200, 627}, {1080, 1080}, {1584, 396}}) {
                var text = read(PicturePdf.of(kit, size[0], size[1]));
                assertThat(Reopened.addresses(text))
                        .containsExactly(kit.content().address().toString());
                assertThat(text.replaceAll("\\s+", " ")).contains(KitFilesTests.PATIENTS);
            }
        });
    }

    private static String read(byte[] pdf) {
        try {
            return Reopened.pdf(pdf);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** That a stray address would be found: in what is read, and in what only a program reads. */
    @Test
    void aStrayAddressIsFoundWhereverItStands() {
        var kit = SampleKits.ofTheDemo(Locale.FRENCH).getFirst();
        var stray = new KitContent(
                "",
                "voisine@autre-demo.mssante.fr",
                kit.content().family(),
                kit.content().trade(),
                "",
                KitContent.Postal.NONE,
                kit.content().address(),
                Map.of(),
                SampleKits.LINK);
        for (var file : KitFile.of(kit))
            if (!KitFilesTests.DRAWN.contains(file))
                assertThat(Reopened.addresses(everything(new Kit(stray, kit.words(), Look.PLAIN), file)))
                        .as(file.toString())
                        .contains("voisine@autre-demo.mssante.fr");
    }

    private static List<Kit> variants(Kit kit) {
        var one = kit.content();
        var other = MailAddress.parse("labo@" + one.address().domain());
        var variants = new ArrayList<Kit>();
        variants.add(new Kit(with(one, Map.of(), false), kit.words(), Look.PLAIN));
        variants.add(new Kit(with(one, Map.of(DocumentKind.LABORATORY, other), true), kit.words(), Look.PLAIN));
        variants.add(new Kit(one, kit.words(), new Look(new Colour(0x7a1f3d), null)));
        return variants;
    }

    private static KitContent with(KitContent one, Map<DocumentKind, MailAddress> exceptions, boolean linked) {
        return new KitContent(
                one.title(),
                one.given(),
                one.family(),
                one.trade(),
                one.structure(),
                one.postal(),
                one.address(),
                exceptions,
                linked ? one.link() : null);
    }

    private static void assertGivesItsAddressesAlone(Kit kit, KitFile file) {
        var about = file + " of " + kit.content().address();
        var own = Stream.concat(Stream.of(kit.content().address()), kit.content().exceptions().values().stream())
                .map(MailAddress::toString)
                .collect(Collectors.toSet());
        var told = everything(kit, file);
        assertThat(Reopened.addresses(told))
                .as(about)
                .contains(kit.content().address().toString());
        assertThat(own).as(about).containsAll(Reopened.addresses(told));
        assertThat(told.replaceAll("\\s+", " "))
                .as(about)
                .contains(KitFilesTests.PATIENTS, kit.content().family());
    }

    private static String everything(Kit kit, KitFile file) {
        try {
            return Reopened.everything(file, KitMaker.make(kit, file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
