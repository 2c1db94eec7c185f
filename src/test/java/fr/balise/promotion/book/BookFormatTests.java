package fr.balise.promotion.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import fr.balise.promotion.book.BrokenBook.Fault;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What a book may look like, and that nothing in it changes but what was chosen. */
@NullUnmarked
class BookFormatTests {
    private static final FhirContext FHIR = FhirContext.forR4Cached();

    @Test
    void aTableIsReadWhateverItsColumnsAreCalled() throws BrokenBook {
        assertThat(read("Nom;Prénom;Adresse e-mail;N° RPPS\nLEFÈVRE;Camille;a@x.mssante.fr;99700100011\n"))
                .containsExactly("2 a@x.mssante.fr LEFÈVRE Camille 899700100011");
        assertThat(read("Last Name,First Name,E-mail 1 - Value\r\nMartin,Anne,b@x.mssante.fr\r\n"))
                .containsExactly("2 b@x.mssante.fr Martin Anne null");
        assertThat(read("Anne Martin\tb@x.mssante.fr\nJean\tc@x.mssante.fr\n"))
                .as("without a heading")
                .containsExactly("1 b@x.mssante.fr  null", "2 c@x.mssante.fr  null");
    }

    @Test
    void aCellMayHoldSeveralAddressesAndLinesInQuotationMarks() throws BrokenBook {
        assertThat(read("note;email\n\"deux\nlignes\";\"<a@x.mssante.fr>; b@x.mssante.fr\"\n;c@x.mssante.fr\n"))
                .containsExactly("2 a@x.mssante.fr  null", "2 b@x.mssante.fr  null", "4 c@x.mssante.fr  null");
    }

    @Test
    void whatIsNoAddressIsKeptAsItIsWritten() throws BrokenBook {
        assertThat(read("nom;email\nMartin;voir secrétariat\n;\nDupont;\n"))
                .containsExactly("2 voir secrétariat Martin null", "4  Dupont null");
    }

    @Test
    void aCorrectedTableDiffersByTheChosenAddressesAlone() throws BrokenBook {
        var book =
                "nom;email;note\r\nÉve;\"a@x.mssante.fr, b@x.mssante.fr\";\"x;y\"\r\nJo;;\r\nAl;c@x.mssante.fr;z\r\n";
        assertThat(corrected(book, Map.of(1, "neuf@x.mssante.fr", 2, "jo@x.mssante.fr")))
                .isEqualTo(
                        "nom;email;note\r\nÉve;a@x.mssante.fr, neuf@x.mssante.fr;\"x;y\"\r\nJo;jo@x.mssante.fr;\r\nAl;c@x.mssante.fr;z\r\n");
        assertThat(corrected(book, Map.of())).contains("a@x.mssante.fr, b@x.mssante.fr", "\"x;y\"");
    }

    @Test
    void aTableOfAnOldSpreadsheetComesBackInItsEncoding() throws BrokenBook {
        var old = Charset.forName("windows-1252");
        var file = "nom;email\nÉve;a@x.mssante.fr\n".getBytes(old);
        assertThat(BookFormat.CSV.corrected(file, Map.of(0, "b@x.mssante.fr"), FHIR))
                .isEqualTo("nom;email\nÉve;b@x.mssante.fr\n".getBytes(old));
        var marked = "\uFEFFnom;email\nÉve;a@x.mssante.fr\n".getBytes(StandardCharsets.UTF_8);
        assertThat(BookFormat.CSV.corrected(marked, Map.of(), FHIR)).isEqualTo(marked);
    }

    @Test
    void cardsOfAllVersionsAreReadAndComeBack() throws BrokenBook {
        var cards = """
                BEGIN:VCARD
                VERSION:3.0
                N:LEFÈVRE;Camille;;;
                FN:Camille LEFÈVRE
                EMAIL;TYPE=WORK:a@x.mssante.fr
                EMAIL:b@x.mssante.fr
                X-RPPS:99700100011
                NOTE:garder
                END:VCARD
                BEGIN:VCARD
                VERSION:4.0
                FN:Anne Martin
                END:VCARD
                """;
        assertThat(read(cards))
                .containsExactly(
                        "1 a@x.mssante.fr LEFÈVRE Camille 899700100011",
                        "1 b@x.mssante.fr LEFÈVRE Camille 899700100011",
                        "10  Anne Martin null");
        assertThat(corrected(cards, Map.of(1, "neuf@x.mssante.fr", 2, "anne@x.mssante.fr")))
                .contains(
                        "a@x.mssante.fr", "neuf@x.mssante.fr", "anne@x.mssante.fr", "NOTE:garder", "X-RPPS:99700100011")
                .contains("VERSION:3.0", "VERSION:4.0")
                .doesNotContain("b@x.mssante.fr");
    }

    @Test
    void aBundleIsReadAndComesBack() throws BrokenBook {
        var bundle = """
                {"resourceType":"Bundle","type":"collection","entry":[
                 {"resource":{"resourceType":"Patient","id":"p","telecom":[{"system":"email","value":"patient@x.fr"}]}},
                 {"resource":{"resourceType":"Practitioner","identifier":[{"system":"https://rpps.esante.gouv.fr","value":"99700100011"}],
                  "name":[{"family":"LEFÈVRE","given":["Camille"]}],"telecom":[{"system":"phone","value":"02"},{"system":"email","value":"a@x.mssante.fr"}]}},
                 {"resource":{"resourceType":"Organization","name":"CH","telecom":[{"system":"email","value":"s@x.mssante.fr"}]}}]}""";
        assertThat(read(bundle))
                .containsExactly("2 a@x.mssante.fr LEFÈVRE Camille 899700100011", "3 s@x.mssante.fr  null");
        assertThat(corrected(bundle, Map.of(0, "neuf@x.mssante.fr")))
                .contains("neuf@x.mssante.fr", "s@x.mssante.fr", "patient@x.fr")
                .doesNotContain("a@x.mssante.fr");
    }

    @Test
    void whatIsNoBookIsRefusedWithItsLine() {
        refuses("", Fault.EMPTY, 0);
        refuses("\n \n", Fault.EMPTY, 0);
        refuses("nom;prénom\nMartin;Anne\n", Fault.NO_ADDRESS_COLUMN, 1);
        refuses("nom;email\n;\n", Fault.NO_ENTRIES, 0);
        refuses("nom;email\nA;a@x.fr\n\"B;b@x.fr\n", Fault.BROKEN_ROW, 2);
        refuses("nom;email\nA;" + "a".repeat(70_000) + "\n", Fault.BROKEN_ROW, 1);
        refuses("{\"resourceType\":\"Bundle\",\n\"entry\":[}", Fault.BROKEN_BUNDLE, 2);
        refuses("{\"resourceType\":\"Patient\"}", Fault.BROKEN_BUNDLE, 0);
        refuses("{}" + " ".repeat(4 << 20), Fault.TOO_LARGE, 0);
        assertThatThrownBy(() -> entries(new byte[] {'P', 'K', 3, 4}))
                .isInstanceOfSatisfying(
                        BrokenBook.class, broken -> assertThat(broken.fault()).isEqualTo(Fault.NOT_TEXT));
        assertThatThrownBy(() -> entries("a@x.fr\n".repeat(11).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(BrokenBook.class, broken -> {
                    assertThat(broken.fault()).isEqualTo(Fault.TOO_MANY_ENTRIES);
                    assertThat(broken.line()).isEqualTo(11);
                });
    }

    private static void refuses(String book, Fault fault, int line) {
        assertThatThrownBy(() -> read(book)).isInstanceOfSatisfying(BrokenBook.class, broken -> {
            assertThat(broken.fault()).isEqualTo(fault);
            assertThat(broken.line()).isEqualTo(line);
        });
    }

    private static List<String> read(String book) throws BrokenBook {
        return entries(book.getBytes(StandardCharsets.UTF_8)).stream()
                .map(one -> one.line() + " " + one.written() + " " + one.name() + " " + one.person())
                .toList();
    }

    private static List<Entry> entries(byte[] file) throws BrokenBook {
        return BookFormat.of(file).entries(file, 10, FHIR);
    }

    private static String corrected(String book, Map<Integer, String> instead) throws BrokenBook {
        var file = book.getBytes(StandardCharsets.UTF_8);
        return new String(BookFormat.of(file).corrected(file, instead, FHIR), StandardCharsets.UTF_8);
    }
}
