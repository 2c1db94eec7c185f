package fr.balise.portal.admin;

import fr.balise.identity.Accounts;
import fr.balise.identity.ApiKeys;
import fr.balise.kernel.NationalPersonId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What {@code ./balise grant} and {@code ./balise key} ask. */
@RestController
class PeopleEndpoints {
    private static final String WHO = "command-line";
    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])");
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N} ._-]{1,80}");

    private final Accounts accounts;
    private final ApiKeys keys;

    PeopleEndpoints(Accounts accounts, ApiKeys keys) {
        this.accounts = accounts;
        this.keys = keys;
    }

    record Grant(String nationalId) {}

    record Wanted(String name, List<String> domains) {}

    /** @param key the secret, shown this once */
    record Issued(String key) {}

    @PostMapping("/api/admin/operators")
    ResponseEntity<?> grant(@RequestBody Grant grant) {
        try {
            accounts.grantOperator(new NationalPersonId(grant.nationalId()), WHO);
            return ResponseEntity.noContent().build();
        } catch (IllegalArgumentException notAnId) {
            return refused(
                    "This is not a national id: a prefix and a number, for instance 8 and an RPPS of eleven digits.");
        }
    }

    @PostMapping("/api/admin/keys")
    ResponseEntity<?> add(@RequestBody Wanted wanted) {
        if (!NAME.matcher(wanted.name()).matches())
            return refused("The name of a key has 1 to 80 letters, digits, spaces and . _ -");
        var domains = new HashSet<String>();
        for (var domain : wanted.domains()) {
            var folded = domain.toLowerCase(Locale.ROOT);
            if (!DOMAIN.matcher(folded).matches()) return refused("A domain looks like hopital.mssante.fr");
            domains.add(folded);
        }
        return ResponseEntity.ok(new Issued(keys.issue(wanted.name(), domains, false)));
    }

    private static ResponseEntity<ProblemDetail> refused(String detail) {
        return ResponseEntity.badRequest().body(ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, detail));
    }
}
