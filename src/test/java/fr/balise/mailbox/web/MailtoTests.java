package fr.balise.mailbox.web;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.mailbox.RequestView.Letter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MailtoTests {
    @Test
    void subjectAndBodyTravelWholeWhateverTheyHold() {
        assertThat(Mailto.of(letter("dsi@hopital.example", null)))
                .isEqualTo(
                        "mailto:dsi@hopital.example?subject=D%C3%A9publier%20%26%20corriger&body=a%0D%0Ab%20%3F%20c%23d");
    }

    @Test
    void aReminderIsSentInsteadOfTheFirstText() {
        assertThat(Mailto.of(letter("dsi@hopital.example", "relance"))).endsWith("&body=relance");
    }

    @Test
    void withoutAnAddressThereIsNoLink() {
        assertThat(Mailto.of(letter(null, null))).isNull();
        assertThat(Mailto.of(letter("02 97 00 00 00", null))).isNull();
        assertThat(Mailto.of(letter("a@b.example?bcc=x@y.example z", null))).isNull();
    }

    private static Letter letter(@Nullable String contact, @Nullable String reminder) {
        return new Letter("À envoyer", contact, null, "Dépublier & corriger", "a\nb ? c#d", reminder);
    }
}
