package fr.balise.promotion.kit;

import ezvcard.VCard;
import ezvcard.VCardVersion;
import ezvcard.io.text.VCardWriter;
import ezvcard.parameter.AddressType;
import ezvcard.parameter.EmailType;
import ezvcard.property.Address;
import ezvcard.property.StructuredName;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.stream.Stream;

/** The vCard [RFC2426 3], in version 3, which all address books read. */
final class VisitingCard {
    private VisitingCard() {}

    static String of(Kit kit) {
        var content = kit.content();
        var card = new VCard();
        card.setFormattedName(content.name());
        var name = new StructuredName();
        name.setFamily(content.family());
        if (!content.given().isEmpty()) name.setGiven(content.given());
        if (!content.title().isEmpty()) name.getPrefixes().add(content.title());
        card.setStructuredName(name);
        if (content.isOfStructure())
            card.setOrganization(Stream.of(content.structure(), content.trade())
                    .filter(part -> !part.isEmpty())
                    .toArray(String[]::new));
        else {
            if (!content.trade().isEmpty()) card.addTitle(content.trade());
            if (!content.structure().isEmpty()) card.setOrganization(content.structure());
        }
        if (!content.postal().lines().isEmpty()) card.addAddress(postal(content.postal()));
        card.addEmail(content.address().toString(), EmailType.WORK);
        var link = content.link();
        if (link != null) card.addUrl(link.toString());
        var note = new ArrayList<String>();
        note.add(kit.words().mailbox() + ".");
        note.addAll(kit.exceptionLines());
        note.add(kit.forWhom());
        card.addNote(String.join("\n", note));
        return written(card);
    }

    private static Address postal(KitContent.Postal of) {
        var address = new Address();
        if (!of.street().isEmpty()) address.setStreetAddress(of.street());
        if (!of.postcode().isEmpty()) address.setPostalCode(of.postcode());
        if (!of.city().isEmpty()) address.setLocality(of.city());
        address.getTypes().add(AddressType.WORK);
        return address;
    }

    private static String written(VCard card) {
        var out = new StringWriter();
        try (var writer = new VCardWriter(out, VCardVersion.V3_0)) {
            writer.setAddProdId(false);
            writer.write(card);
        } catch (IOException never) {
            throw new IllegalStateException("a card is written to memory", never);
        }
        return out.toString();
    }
}
