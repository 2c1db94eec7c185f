package fr.balise.identity.demo;

import fr.balise.kernel.NationalPersonId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Userinfo claims in the form of Pro Santé Connect, as sparse as those of people about whom it knows little. */
final class DemoClaims {
    private DemoClaims() {}

    static String subject(NationalPersonId person) {
        return "f:" + new UUID(0, 1) + ":" + person.value();
    }

    /** @param name first names, then the family name; a title before them is left out, as there */
    static Map<String, Object> of(NationalPersonId person, String name) {
        var words = name.split(" ", 2);
        var claims = new LinkedHashMap<String, Object>();
        claims.put("sub", subject(person));
        claims.put("SubjectNameID", person.value());
        claims.put("preferred_username", person.value());
        claims.put("given_name", words[0]);
        claims.put("family_name", words.length > 1 ? words[1] : "");
        claims.put("email_verified", false);
        claims.put("UITVersion", "1.0");
        claims.put("Palier_Authentification", "APPPRIP3^1.2.250.1.213.1.5.1.1.1");
        person.rpps()
                .ifPresent(_ -> claims.put(
                        "otherIds", List.of(Map.of("identifiant", person.value(), "origine", "RPPS", "qualite", 1))));
        return claims;
    }
}
