package fr.balise.mailstore;

import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.MailAccount.Access;
import fr.balise.mailstore.MailPasswords.Level;
import fr.balise.mailstore.MailPasswords.Rights;
import java.util.List;
import org.springframework.stereotype.Service;

/** Decides on each login of a mail program: which person, with which rights, under the name of which mailbox. */
@Service
class MailLogins {
    static final String SUBMISSION = "smtp";

    private final MailAccounts accounts;
    private final PasswordStore passwords;
    private final InsidePasses passes;
    private final List<TokenDoor> tokens;

    MailLogins(MailAccounts accounts, PasswordStore passwords, InsidePasses passes, List<TokenDoor> tokens) {
        this.accounts = accounts;
        this.passes = passes;
        this.passwords = passwords;
        this.tokens = List.copyOf(tokens);
    }

    /** @param service {@code imap}, {@code sieve} or {@code smtp}, as Dovecot names them */
    record Attempt(String mailbox, String mechanism, String secret, String service) {
        boolean isToken() {
            return mechanism.equals("XOAUTH2") || mechanism.equals("OAUTHBEARER");
        }

        @Override
        public String toString() {
            return "Attempt[" + mechanism + " " + service + "]";
        }
    }

    sealed interface Answer {
        /** @param person account of the person in the room {@code identity} */
        record Granted(AccountId account, long person, Level level) implements Answer {}

        /** Balise itself. */
        record Inside() implements Answer {}

        /** Too many wrong ones lately: what this one is was not looked at. */
        record Later() implements Answer {}

        record Refused() implements Answer {}
    }

    private static final Answer NO = new Answer.Refused();
    private static final Answer LATER = new Answer.Later();

    /** @param shut whether nobody's secret is to be looked at now but Balise's own */
    Answer decide(Attempt attempt, boolean shut) {
        return MailAddress.read(attempt.mailbox())
                .flatMap(accounts::find)
                .map(account -> decide(account, attempt, shut))
                .orElse(shut ? LATER : NO);
    }

    private Answer decide(MailAccount account, Attempt attempt, boolean shut) {
        if (isInside(account, attempt)) return new Answer.Inside();
        if (shut) return LATER;
        return account.access() == Access.OFF ? NO : person(account, attempt);
    }

    private boolean isInside(MailAccount account, Attempt attempt) {
        return attempt.service().equals("imap") && !attempt.isToken() && passes.take(account.id(), attempt.secret());
    }

    private Answer person(MailAccount account, Attempt attempt) {
        return attempt.isToken()
                ? tokens.stream()
                        .flatMap(door -> door.open(attempt.secret(), account.address()).stream())
                        .findFirst()
                        .map(proven -> answer(account, proven.person(), proven.rights(), attempt))
                        .orElse(NO)
                : byPassword(account, attempt);
    }

    private Answer byPassword(MailAccount account, Attempt attempt) {
        return passwords
                .fitting(account.id(), attempt.secret())
                .map(fitting -> {
                    var answer = answer(account, fitting.person(), fitting.rights(), attempt);
                    if (fitting.worthNoting() && answer != NO) passwords.used(fitting.id());
                    return answer;
                })
                .orElse(NO);
    }

    /** Pure: what these rights open of a mailbox in this state. */
    static Answer answer(MailAccount account, long person, Rights rights, Attempt attempt) {
        var readOnly = account.access() == Access.READ;
        return switch (attempt.service()) {
            case SUBMISSION -> rights.send() && !readOnly ? granted(account, person, rights.level()) : NO;
            case "sieve", "managesieve" ->
                rights.level() == Level.OWN && !readOnly ? granted(account, person, Level.OWN) : NO;
            default -> granted(account, person, readOnly ? Level.READ : rights.level());
        };
    }

    private static Answer granted(MailAccount account, long person, Level level) {
        return new Answer.Granted(account.id(), person, level);
    }
}
