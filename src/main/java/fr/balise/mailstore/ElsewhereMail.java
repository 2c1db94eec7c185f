package fr.balise.mailstore;

import fr.balise.kernel.MailAddress;
import java.util.regex.Pattern;

/** Mailboxes that other operators hold, opened with what their holder typed. Calls go over the network: hold no transaction meanwhile. */
public interface ElsewhereMail {

    /** Whether the installation names a server for mailboxes of that domain. */
    boolean knows(String domain);

    Answer open(MailAddress mailbox, Credential credential);

    /** What opens a mailbox; never logged. */
    sealed interface Credential {
        /** Made by the holder at that operator, for this use. */
        record AppPassword(String secret) implements Credential {
            @Override
            public String toString() {
                return "AppPassword";
            }
        }

        /**
         * A bearer token, for minutes [RFC7628 3.1].
         *
         * @param value 1 to 8,000 characters of the form of such tokens [RFC6750 2.1]
         */
        record Token(String value) implements Credential {
            private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~+/=-]{1,8000}");

            public Token {
                if (!isToken(value)) throw new IllegalArgumentException("not of the form of a token");
            }

            public static boolean isToken(String typed) {
                return FORM.matcher(typed).matches();
            }

            @Override
            public String toString() {
                return "Token";
            }
        }
    }

    sealed interface Answer {
        /** @param mailbox to be closed by whoever asked */
        record Opened(OpenMailbox mailbox) implements Answer {}

        record Refused(Why why) implements Answer {}
    }

    enum Why {
        /** No server is named for that domain: Balise connects nowhere else. */
        NOT_LISTED,
        /** The server does not show a certificate of its own name by a known authority: nothing was sent to it. */
        NOT_TRUSTED,
        /** The server does not accept what was typed. */
        WRONG_CREDENTIAL,
        /** The server knows no bearer tokens: nothing was sent to it. */
        NO_TOKENS,
        /** No answer, or none that makes sense: trying again later is safe. */
        UNREACHABLE
    }
}
