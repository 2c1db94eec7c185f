package fr.balise.hygiene;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.hygiene.Item.Piece;
import fr.balise.mailstore.MessageKind;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ItemFormTests {
    @Property(tries = 300)
    void whatIsWrittenIsReadAgain(@ForAll("items") List<Item> items) {
        assertThat(ItemForm.read(3, ItemForm.write(items))).isEqualTo(items);
    }

    @Provide
    Arbitrary<List<Item>> items() {
        var text = Arbitraries.strings().ofMaxLength(60);
        var piece = Combinators.combine(text, text, Arbitraries.longs().greaterOrEqual(0))
                .as(Piece::new);
        return Combinators.combine(
                        Arbitraries.longs().between(1, 0xFFFFFFFFL),
                        Arbitraries.longs().greaterOrEqual(0),
                        Arbitraries.longs().between(-4_000_000_000L, 9_000_000_000L),
                        Arbitraries.integers().between(0, 63),
                        Arbitraries.of(MessageKind.class),
                        Arbitraries.of("", "a@b.mssante.fr", "é@x", "c@d"),
                        Arbitraries.longs(),
                        piece.list().ofMaxSize(4))
                .as((uid, octets, at, marks, kind, sender, identity, pieces) -> new Item(
                                3,
                                uid,
                                octets,
                                Instant.ofEpochSecond(at),
                                marks,
                                kind,
                                sender,
                                identity,
                                "11490-0",
                                pieces)
                        .printed(identity ^ uid))
                .list()
                .ofMaxSize(30);
    }
}
