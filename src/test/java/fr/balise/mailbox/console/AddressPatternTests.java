package fr.balise.mailbox.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.HostedAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AddressPatternTests {
    private static final AddressPattern USUAL = new AddressPattern("{prenom}.{nom}");

    @Test
    void aNameBecomesAnAddressThatEveryServerCarries() {
        proposes("Camille", "LEFÈVRE", "camille.lefevre");
        proposes("Jean-Baptiste", "D'HÉROUVILLE", "jean-baptiste.d-herouville");
        proposes("Thị Hà", "NGUYỄN", "thi-ha.nguyen");
        proposes("Ștefania", "POPESCU", "stefania.popescu");
        proposes("Łucja", "ŒUVRARD", "lucja.oeuvrard");
        proposes("", "SEUL", "seul");
        proposes("Anne", "", "anne");
        proposes("Marie", "A".repeat(90), "marie." + "a".repeat(54));
    }

    private static void proposes(String given, String family, String local) {
        assertThat(USUAL.of(Map.of("prenom", given, "nom", family))).contains(local);
        assertThat(HostedAddress.isGood(new MailAddress(local + "12", "x.fr"))).isTrue();
    }

    @Test
    void aNameWithoutAnyLatinLetterGivesNoAddress() {
        assertThat(USUAL.of(Map.of("prenom", "文", "nom", "李"))).isEmpty();
        assertThat(USUAL.of(Map.of())).isEmpty();
    }

    @Test
    void otherPatternsAreFollowed() {
        assertThat(new AddressPattern("{p}{nom}").of(Map.of("p", "C", "nom", "LEFÈVRE")))
                .contains("clefevre");
        assertThat(new AddressPattern("dr.{nom}").of(Map.of("nom", "LE GALL"))).contains("dr.le-gall");
    }

    @Test
    void aSlipInAPatternStopsTheStart() {
        for (var bad : new String[] {"", "{name}", "{prenom}@{nom}", "{prenom} {nom}", "É", "{nom"})
            assertThatThrownBy(() -> new AddressPattern(bad)).as(bad).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anAddressFollowsThePatternAloneOrWithTheNumberOfANamesake() {
        var name = Map.of("prenom", "Camille", "nom", "LEFÈVRE");
        for (var good : new String[] {"camille.lefevre", "Camille.Lefevre", "camille.lefevre2"})
            assertThat(USUAL.allows(good, name)).as(good).isTrue();
        for (var bad : new String[] {"camile.lefevre", "camille.lefevre.2", "c.lefevre", "camille.lefevre12345"})
            assertThat(USUAL.allows(bad, name)).as(bad).isFalse();
    }
}
