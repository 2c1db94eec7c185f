package fr.balise.directory.search;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.testing.FreshDatabase;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** What jqwik can think of, thrown at a real index. */
@NullUnmarked
@SpringBootTest
@ContextConfiguration(initializers = FreshDatabase.class)
@Import(SearchFixture.class)
class AnythingTypedModuleTests {
    @Autowired
    SearchFixture fixture;

    @Autowired
    DirectorySearch search;

    @Test
    void searchNeverThrowsAndNeverListsTheDirectory() {
        fixture.invent();
        Arbitrary<String> anything = Arbitraries.strings().ofMaxLength(300);
        Arbitrary<String> lucene = Arbitraries.strings()
                .withChars("+-&|!(){}[]^\"~*?:\\/ aAeEnoORTD.@'")
                .ofMaxLength(80);
        Arbitrary<String> hard = Arbitraries.of(
                        "lefevre ",
                        "\u202e",
                        "😀",
                        "e\u0301",
                        "\ud800",
                        "\u0000",
                        "@",
                        "99700000013",
                        "le ",
                        "\n",
                        "\u00ad",
                        "ﬁ",
                        "İ",
                        "ß",
                        "x".repeat(10_000))
                .list()
                .ofMaxSize(8)
                .map(l -> String.join("", l));
        Arbitraries.oneOf(anything, lucene, hard).sampleStream().limit(3000).forEach(text -> {
            var answer = search.search(SearchRequest.of(text));
            assertThat(answer).isInstanceOf(SearchAnswer.Found.class);
            if (Typed.of(text.length() > 200 ? text.substring(0, 200) : text).empty())
                assertThat(((SearchAnswer.Found) answer).hits()).isEmpty();
        });
    }
}
