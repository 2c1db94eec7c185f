package fr.balise.identity.web;

import fr.balise.identity.Actor;
import fr.balise.identity.Rights;
import fr.balise.identity.account.Account;
import fr.balise.identity.account.Grants;
import fr.balise.identity.account.ManagerStore;
import fr.balise.kernel.NationalPersonId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who is staff, and who manages which structure. The chain lets staff alone come here. */
@Controller
@RequestMapping("/operateur/acces")
class AccessPages {
    /** More people than one page holds are found by their name. */
    private static final int SHOWN = 100;

    private final Grants grants;
    private final ManagerStore managers;
    private final Rights rights;
    private final Notices notices;

    AccessPages(Grants grants, ManagerStore managers, Rights rights, Notices notices) {
        this.grants = grants;
        this.managers = managers;
        this.rights = rights;
        this.notices = notices;
    }

    /** @param structures idNat_Struct */
    record Row(Account account, Set<String> structures) {}

    @GetMapping
    ModelAndView show(@RequestParam(defaultValue = "") String q) {
        return page(q);
    }

    private ModelAndView page(String q) {
        List<Row> rows = grants.accounts(q, SHOWN).stream()
                .map(account -> new Row(account, managers.structuresOf(account.id())))
                .toList();
        return new ModelAndView("identity/access")
                .addObject("rows", rows)
                .addObject("q", q)
                .addObject("me", actor());
    }

    /** By national id: the person need not have logged in before. */
    @PostMapping("/operateurs")
    ModelAndView grantOperator(@RequestParam(defaultValue = "") String nationalId, RedirectAttributes next) {
        var person = person(nationalId);
        if (person.isEmpty()) return refused("", "NUMBER_UNREADABLE");
        grants.grantOperator(person.get(), actor().auditName());
        return done(next, "identity.access.granted");
    }

    @PostMapping("/{account:[0-9]{1,18}}/operateur")
    ModelAndView operator(@PathVariable long account, @RequestParam boolean granted, RedirectAttributes next) {
        known(account);
        // Else the last one could lock everybody out.
        if (!granted && account == actor().account()) return refused("", "OWN_ROLE");
        if (granted && !grants.mayHaveRoles(account)) return refused("", "UNPROVEN");
        grants.operator(account, granted, actor().auditName());
        return done(next, granted ? "identity.access.granted" : "identity.access.revoked");
    }

    @PostMapping("/{account:[0-9]{1,18}}/structures")
    ModelAndView manager(
            @PathVariable long account,
            @RequestParam(defaultValue = "") String structure,
            @RequestParam boolean granted,
            RedirectAttributes next) {
        known(account);
        if (granted && !grants.mayHaveRoles(account)) return refused("", "UNPROVEN");
        if (!structure.matches("[0-9A-Za-z]{2,40}")) return refused("", "STRUCTURE_UNREADABLE");
        grants.manager(account, structure, granted, actor().auditName());
        return done(next, granted ? "identity.access.granted" : "identity.access.revoked");
    }

    private void known(long account) {
        if (!grants.exists(account)) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }

    private ModelAndView done(RedirectAttributes next, String key) {
        notices.done(next, key);
        return new ModelAndView("redirect:/operateur/acces");
    }

    private ModelAndView refused(String q, String why) {
        var page = page(q).addObject("refused", why);
        page.setStatus(HttpStatus.CONFLICT);
        return page;
    }

    private Actor actor() {
        return rights.actor().orElseThrow();
    }

    private static Optional<NationalPersonId> person(String typed) {
        try {
            return Optional.of(new NationalPersonId(typed.strip()));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
