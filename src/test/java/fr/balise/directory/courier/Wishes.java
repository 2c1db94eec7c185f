package fr.balise.directory.courier;

import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import org.jspecify.annotations.Nullable;

/** Wishes about the people of the invented directory. */
final class Wishes {
    static final Wish.Person CAMILLE = new Wish.Person("899700000013", "DR", "LECLERC-ESSAI", "Camille");
    static final Wish.Structure PRACTICE = new Wish.Structure("1990000036", "CABINET DU PARC");
    static final Wish.Structure SITE = new Wish.Structure("1990000010", "HÔPITAL SAINT-ROCH");

    private Wishes() {}

    static Wish of(String address, Wish.@Nullable Person person, Wish.@Nullable Structure structure, boolean present) {
        return new Wish(
                MailAddress.parse(address),
                person == null ? MailboxType.ORG : MailboxType.PER,
                person,
                structure,
                present,
                false,
                null,
                null,
                null,
                null);
    }

    static Wish with(Wish wish, boolean unlisted, @Nullable Integer rank, @Nullable String service) {
        return new Wish(
                wish.address(),
                wish.type(),
                wish.person(),
                wish.structure(),
                wish.present(),
                unlisted,
                rank,
                null,
                service,
                null);
    }
}
