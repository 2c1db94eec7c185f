package fr.balise.mailbox.lifecycle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An erased mailbox as the journal outside the database keeps it: enough to erase it again, and to attest it, after an older backup was
 * put in the place of the database. Nothing of what it held.
 *
 * @param address as it was shown
 * @param owner as {@link Owner#key}
 * @param erasedAt when it was erased the first time
 * @param messages how many it held then
 * @param octets of those messages
 * @param acts the last request, the last retrieval and the erasure
 */
record ErasedMailbox(
        long id,
        String address,
        String type,
        String owner,
        @Nullable Long situation,
        String zone,
        Instant openedAt,
        Instant erasedAt,
        @Nullable String toldTo,
        @Nullable LocalDate toldUntil,
        Retrieved retrieved,
        long messages,
        long octets,
        List<Noted> acts) {

    record Retrieved(String how, Instant at, String by, String name) {}

    record Noted(String act, String state, Instant at, String by, String name) {}
}
