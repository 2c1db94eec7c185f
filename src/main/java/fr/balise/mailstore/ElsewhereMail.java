package fr.balise.mailstore;

import fr.balise.kernel.MailAddress;

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

        /** A bearer token, for minutes [RFC7628 3.1]. */
        record Token(String value) implements Credential {
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
        /** No answer, or none that makes sense: trying again later is safe. */
        UNREACHABLE
    }
}
