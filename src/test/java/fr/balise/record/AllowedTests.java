package fr.balise.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.balise.record.way.Allowed;
import fr.balise.record.way.Software.Kind;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllowedTests {
    private static final Allowed ALLOWED = new Allowed(List.of(
            "https://dpi.example",
            "https://10.0.0.5:8443",
            "mllps://pfi.example:2576",
            "mllp://127.0.0.1:2575",
            "sftp://lps.example",
            "file:///srv/lps"));

    private static void may(Kind kind, String address) {
        assertThat(ALLOWED.refuses(kind, URI.create(address))).as(address).isNull();
    }

    private static void mayNot(Kind kind, String address, Allowed.Why why) {
        assertThat(ALLOWED.refuses(kind, URI.create(address))).as(address).isEqualTo(why);
    }

    @Test
    void whatTheSettingsNameMayBeReached() {
        may(Kind.FHIR, "https://dpi.example/fhir");
        may(Kind.FHIR, "https://DPI.example:443/fhir");
        may(Kind.FHIR, "https://10.0.0.5:8443/fhir");
        may(Kind.MLLP, "mllps://pfi.example:2576");
        may(Kind.MLLP, "mllp://127.0.0.1");
        may(Kind.SFTP, "sftp://lps.example:22/in");
        may(Kind.FOLDER, "file:///srv/lps");
        may(Kind.FOLDER, "file:///srv/lps/in");
    }

    @Test
    void nothingElseMay() {
        mayNot(Kind.FHIR, "https://dpi.example:8080/fhir", Allowed.Why.PLACE); // another port
        mayNot(Kind.FHIR, "https://dpi.example.evil.example/fhir", Allowed.Why.PLACE);
        mayNot(Kind.FHIR, "https://169.254.169.254/", Allowed.Why.PLACE);
        mayNot(Kind.FHIR, "http://dpi.example/fhir", Allowed.Why.PLACE); // no encryption unless it is named so
        mayNot(Kind.FHIR, "https://dpi.example@evil.example/", Allowed.Why.SCHEME);
        mayNot(Kind.FHIR, "https://dpi.example/fhir?x=1", Allowed.Why.SCHEME);
        mayNot(Kind.FHIR, "file:///srv/lps", Allowed.Why.SCHEME); // a folder is no server
        mayNot(Kind.MLLP, "mllp://pfi.example:2576", Allowed.Why.PLACE);
        mayNot(Kind.FOLDER, "file:///srv/lps/../../etc", Allowed.Why.PLACE);
        mayNot(Kind.FOLDER, "file:///srv/lps2", Allowed.Why.PLACE);
        mayNot(Kind.FOLDER, "file:///etc", Allowed.Why.PLACE);
        mayNot(Kind.FOLDER, "/srv/lps", Allowed.Why.SCHEME);
        assertThat(new Allowed(List.of()).refuses(Kind.FHIR, URI.create("https://dpi.example")))
                .as("nothing by default")
                .isEqualTo(Allowed.Why.PLACE);
    }

    @Test
    void aSettingThatNamesNoPlaceIsSaidAtOnce() {
        for (var bad : new String[] {"dpi.example", "https:", "file:relative"})
            assertThatThrownBy(() -> new Allowed(List.of(bad))).as(bad).isInstanceOf(IllegalStateException.class);
    }
}
