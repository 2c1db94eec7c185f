package fr.balise.directory.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What a search found, for whoever waits until it finds it: an index that is not ready yet is an assertion that fails, as "not yet" is. */
public final class Answers {
    private Answers() {}

    public static List<Hit> hits(SearchAnswer answer) {
        assertThat(answer).isInstanceOf(SearchAnswer.Found.class);
        return ((SearchAnswer.Found) answer).hits();
    }
}
