package fr.balise.mailbox;

import fr.balise.identity.Subject;
import org.jspecify.annotations.Nullable;

/** What the person says of the own mailboxes: dated, kept, shown as said. The holder alone declares. */
public interface Declarations {

    /** Adds a mailbox that no file lists. Seen by the declarer alone; gives no right until a check proves control. */
    Outcome<Box> addByHand(Subject subject, String address);

    /** Takes a mailbox declared by hand off the list. */
    Outcome<BoxId> withdraw(Subject subject, BoxId box);

    /** "Cette boîte vous sert pour : …". @param situation one of the person's own, null for all places */
    Outcome<Box> serves(Subject subject, BoxId box, @Nullable Long situation);

    /** "Je la lis" or "Je ne la lis pas". */
    Outcome<Box> reads(Subject subject, BoxId box, boolean read);

    /** "Cette boîte n'est pas à moi": hides it, cancels pending acts on it, opens a correction request where it is listed. */
    Outcome<Box> notMine(Subject subject, BoxId box);

    /** Takes {@link #notMine} back; the correction request is cancelled. */
    Outcome<Box> mineAfterAll(Subject subject, BoxId box);
}
