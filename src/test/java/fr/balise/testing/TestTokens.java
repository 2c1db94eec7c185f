package fr.balise.testing;

import fr.balise.mailstore.MailPasswords.Rights;
import fr.balise.mailstore.TokenDoor;
import java.util.Optional;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** A provider whose token for a mailbox is {@code token of}, or {@code token-of-}, and the name before the {@code @}. */
@TestConfiguration(proxyBeanMethods = false)
public class TestTokens {
    @Bean
    TokenDoor testTokens() {
        return (token, mailbox) -> token.replace('-', ' ').equals("token of " + mailbox.localPart())
                ? Optional.of(new TokenDoor.Proven(7, Rights.HOLDER))
                : Optional.empty();
    }
}
