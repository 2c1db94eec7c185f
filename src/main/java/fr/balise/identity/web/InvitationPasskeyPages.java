package fr.balise.identity.web;

import fr.balise.identity.Rights;
import fr.balise.identity.account.InvitedAccounts;
import fr.balise.identity.account.InvitedAccounts.Offer;
import fr.balise.identity.login.Entrance;
import fr.balise.identity.passkey.PasskeyDoor;
import fr.balise.identity.passkey.PasskeyDoors;
import fr.balise.identity.passkey.Passkeys;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * For whoever is invited and has no provider: a passkey on this device makes an account, and leads back to the invitation. The link
 * alone shows the name that the holder typed, never who that is.
 */
@Controller
@RequestMapping("/invitation/{token:[A-Za-z0-9_-]{1,100}}/cle")
class InvitationPasskeyPages {
    private final Passkeys passkeys;
    private final PasskeyDoors doors;
    private final InvitedAccounts accounts;
    private final Entrance entrance;
    private final Rights rights;
    private final Notices notices;

    InvitationPasskeyPages(
            Passkeys passkeys,
            PasskeyDoors doors,
            InvitedAccounts accounts,
            Entrance entrance,
            Rights rights,
            Notices notices) {
        this.passkeys = passkeys;
        this.doors = doors;
        this.accounts = accounts;
        this.entrance = entrance;
        this.rights = rights;
        this.notices = notices;
    }

    @GetMapping
    ModelAndView show(@PathVariable String token) {
        if (rights.actor().isPresent()) return back(token);
        return page(token, null);
    }

    /** Somebody who is logged in has an account. */
    private static ModelAndView back(String token) {
        return new ModelAndView("redirect:/invitation/" + token);
    }

    @PostMapping("/question")
    ResponseEntity<String> question(
            @PathVariable String token, @RequestParam(defaultValue = "") String name, HttpSession session) {
        return doors.here() instanceof PasskeyDoor.Open door
                        && rights.actor().isEmpty()
                        && accounts.look(token) instanceof Offer.Open
                ? PasskeyEntry.json(passkeys.askToOpen(door, session, token, name.strip()))
                : PasskeyEntry.none();
    }

    @PostMapping
    ModelAndView open(
            @PathVariable String token,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String credential,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (rights.actor().isPresent()) return back(token);
        if (!(doors.here() instanceof PasskeyDoor.Open door)) return page(token, null);
        var keyName = notices.text("identity.passkey.first");
        return switch (passkeys.open(door, request.getSession(), token, name, keyName, credential)) {
            case Passkeys.Outcome.Refused(var why) -> page(token, why).addObject("name", name);
            case Passkeys.Outcome.Done(var account) -> {
                entrance.enter(account, PasskeyEntry.MEANS, request, response);
                yield back(token);
            }
        };
    }

    private ModelAndView page(String token, @org.jspecify.annotations.Nullable String wrong) {
        var page = new ModelAndView("identity/invitation-passkey")
                .addObject("token", token)
                .addObject("shut", doors.shut())
                .addObject("wrong", wrong);
        switch (accounts.look(token)) {
            case Offer.Open(var name) -> page.addObject("name", name);
            case Offer.Refused(var why) -> page.addObject("refused", why.name());
        }
        if (wrong != null || page.getModel().containsKey("refused")) page.setStatus(HttpStatus.CONFLICT);
        return page;
    }
}
