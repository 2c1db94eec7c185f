package fr.balise.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WritersTests {
    private static final String LOGIN = "anne@a.mssante.fr";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anne@a.mssante.fr",
                " <Anne@A.mssante.fr>",
                "\"Dr Anne MARTIN, cardiologue\" <anne@a.mssante.fr>",
                "=?UTF-8?Q?Dr_H=C3=A9l=C3=A8ne?= <anne+accuses@a.mssante.fr>"
            })
    void whoIsLoggedInMaySayThatAMessageIsFromThatMailbox(String from) {
        assertThat(Writers.isOwn(LOGIN, List.of(from))).isTrue();
        assertThat(Writers.isOwn(LOGIN + "@4711", List.of(from)))
                .as("by a right")
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "paul@a.mssante.fr",
                "anne@a.mssante.fr.example",
                "anne@a.mssante.fr, paul@a.mssante.fr",
                "\"anne@a.mssante.fr\" <paul@a.mssante.fr>",
                "paul@a.mssante.fr (anne@a.mssante.fr)",
                "Equipe: anne@a.mssante.fr;",
                "anne@a.mssante.fr <paul@a.mssante.fr>",
                "anne",
                "",
                "<>"
            })
    void andFromNobodyElse(String from) {
        assertThat(Writers.isOwn(LOGIN, List.of(from))).isFalse();
    }

    @Test
    void oneLineSaysItAndOnlyOne() {
        assertThat(Writers.isOwn(LOGIN, List.of())).isFalse();
        assertThat(Writers.isOwn(LOGIN, List.of(LOGIN, "paul@a.mssante.fr"))).isFalse();
        assertThat(Writers.isOwn(LOGIN, List.of(LOGIN, LOGIN))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "anne", "a@b@c@d", "anne@a.mssante.fr@"})
    void whoIsNotKnownMaySayNothing(String login) {
        assertThat(Writers.isOwn(login, List.of(LOGIN))).isFalse();
    }
}
