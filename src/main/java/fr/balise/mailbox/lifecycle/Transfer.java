package fr.balise.mailbox.lifecycle;

import fr.balise.kernel.Named;
import fr.balise.mailbox.Words;
import org.jspecify.annotations.Nullable;

/**
 * Whether mail may leave a mailbox, and why. Mail of a hospital that moves to a private practice moves between two legal controllers:
 * the domain's own rule comes first, and without one mail stays with its owner. Pure.
 */
public record Transfer(boolean allowed, Because because) {

    public enum Use {
        /** A file that the holder takes away. */
        EXPORT,
        /** Everything that is there, into another mailbox. */
        COPY,
        /** What comes from now on, a copy of each message. */
        FORWARDING;

        public Words words() {
            return Words.of("mailbox.life.transfer.use." + Named.word(this));
        }
    }

    public enum Because {
        SAME_CONTROLLER,
        DOMAIN_ALLOWS,
        STRUCTURE_AGREED,
        STRUCTURE_MUST_AGREE,
        DOMAIN_FORBIDS,
        OTHER_CONTROLLER,
        /** The mailbox that would receive is not active, or not held here: nobody could tell what became of the mail. */
        NOT_ACTIVE_HERE;

        public Words words() {
            return Words.of("mailbox.life.transfer." + Named.word(this));
        }
    }

    /**
     * @param to where the mail goes; null for a file, and for a mailbox that is not held here
     * @param rule that of the domain that the mail leaves; null where it has none
     * @param agreed whether the structure's agreement to this use is on record
     */
    static Transfer of(
            Use use, Hosted from, @Nullable Hosted to, TransferSettings.@Nullable Rule rule, boolean agreed) {
        if (rule == TransferSettings.Rule.FORBIDDEN) return refused(Because.DOMAIN_FORBIDS);
        if (use != Use.EXPORT && (to == null || !(to.state() instanceof State.Active)))
            return refused(Because.NOT_ACTIVE_HERE);
        if (rule == TransferSettings.Rule.AGREEMENT)
            return agreed ? allowed(Because.STRUCTURE_AGREED) : refused(Because.STRUCTURE_MUST_AGREE);
        if (rule == TransferSettings.Rule.ALLOWED) return allowed(Because.DOMAIN_ALLOWS);
        return to == null || to.owner().equals(from.owner())
                ? allowed(Because.SAME_CONTROLLER)
                : refused(Because.OTHER_CONTROLLER);
    }

    /**
     * From a mailbox that another operator holds, by its holder. Nobody records agreements of its structure here; a file that its holder
     * takes away stays with the holder.
     *
     * @param to where the mail goes; null for a file, and for a mailbox that is not held here
     */
    static Transfer ofElsewhere(Use use, @Nullable Hosted to, TransferSettings.@Nullable Rule rule) {
        if (rule == TransferSettings.Rule.FORBIDDEN) return refused(Because.DOMAIN_FORBIDS);
        if (use != Use.EXPORT && (to == null || !(to.state() instanceof State.Active)))
            return refused(Because.NOT_ACTIVE_HERE);
        if (rule == TransferSettings.Rule.AGREEMENT) return refused(Because.STRUCTURE_MUST_AGREE);
        if (rule == TransferSettings.Rule.ALLOWED) return allowed(Because.DOMAIN_ALLOWS);
        return use == Use.EXPORT ? allowed(Because.SAME_CONTROLLER) : refused(Because.OTHER_CONTROLLER);
    }

    private static Transfer allowed(Because because) {
        return new Transfer(true, because);
    }

    private static Transfer refused(Because because) {
        return new Transfer(false, because);
    }
}
