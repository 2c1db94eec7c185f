package fr.balise.identity.web;

import fr.balise.identity.FreshLogin;
import fr.balise.identity.Rights;
import fr.balise.identity.account.Account;
import fr.balise.identity.account.AccountStore;
import fr.balise.identity.login.OtherSessions;
import fr.balise.identity.passkey.OwnPasskeys;
import fr.balise.identity.passkey.PasskeyDoor;
import fr.balise.identity.passkey.PasskeyDoors;
import fr.balise.identity.passkey.Passkeys.Outcome;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One's own passkeys. Only accounts that an invitation made have any: everybody else logs in with a provider. */
@Controller
@RequestMapping("/mes-cles")
class PasskeyPages {
    /** A session left open must not give anybody a key of their own. */
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final OwnPasskeys passkeys;
    private final PasskeyDoors doors;
    private final AccountStore accounts;
    private final Rights rights;
    private final FreshLogin login;
    private final OtherSessions sessions;
    private final Notices notices;

    PasskeyPages(
            OwnPasskeys passkeys,
            PasskeyDoors doors,
            AccountStore accounts,
            Rights rights,
            FreshLogin login,
            OtherSessions sessions,
            Notices notices) {
        this.passkeys = passkeys;
        this.doors = doors;
        this.accounts = accounts;
        this.rights = rights;
        this.login = login;
        this.sessions = sessions;
        this.notices = notices;
    }

    @GetMapping
    ModelAndView show() {
        return page(account());
    }

    @PostMapping("/question")
    ResponseEntity<String> question(HttpSession session) {
        var account = account();
        return doors.here() instanceof PasskeyDoor.Open door && login.within(FRESH)
                ? PasskeyEntry.json(passkeys.askToAdd(door, session, account))
                : PasskeyEntry.none();
    }

    @PostMapping
    ModelAndView add(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String credential,
            HttpSession session,
            RedirectAttributes next) {
        var account = account();
        if (!login.within(FRESH) || !(doors.here() instanceof PasskeyDoor.Open door))
            return refused(account, "PASSKEY_STALE");
        return after(account, passkeys.add(door, session, account, name, credential), "added", next);
    }

    @PostMapping("/{id:[0-9]{1,18}}/nom")
    ModelAndView rename(@PathVariable long id, @RequestParam(defaultValue = "") String name, RedirectAttributes next) {
        var account = account();
        return after(account, passkeys.rename(account, id, name), "renamed", next);
    }

    @PostMapping("/{id:[0-9]{1,18}}/retrait")
    ModelAndView remove(
            @PathVariable long id,
            @RequestParam(defaultValue = "false") boolean last,
            HttpServletRequest request,
            RedirectAttributes next) {
        var account = account();
        if (!login.within(FRESH)) return refused(account, "PASSKEY_STALE");
        var outcome = passkeys.remove(account, id, last);
        if (outcome instanceof Outcome.Refused(var why) && why.equals("PASSKEY_LAST"))
            return refused(account, why).addObject("last", id);
        if (outcome instanceof Outcome.Done) sessions.end(account, request);
        return after(account, outcome, "removed", next);
    }

    private ModelAndView after(Account account, Outcome outcome, String done, RedirectAttributes next) {
        if (outcome instanceof Outcome.Refused(var why)) return refused(account, why);
        notices.done(next, "identity.passkeys." + done);
        return new ModelAndView("redirect:/mes-cles");
    }

    private ModelAndView refused(Account account, String why) {
        var page = page(account).addObject("refused", why);
        page.setStatus(HttpStatus.CONFLICT);
        return page;
    }

    private ModelAndView page(Account account) {
        return new ModelAndView("identity/passkeys")
                .addObject("keys", passkeys.of(account))
                .addObject("fresh", login.within(FRESH))
                .addObject("minutes", FRESH.toMinutes())
                .addObject("shut", doors.shut());
    }

    private Account account() {
        return rights.actor()
                .flatMap(actor -> accounts.get(actor.account()))
                .filter(Account::invited)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
