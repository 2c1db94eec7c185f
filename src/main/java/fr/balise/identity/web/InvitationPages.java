package fr.balise.identity.web;

import fr.balise.identity.Rights;
import fr.balise.identity.account.Delegations;
import fr.balise.identity.account.Delegations.Acceptance;
import fr.balise.identity.login.Wanted;
import fr.balise.identity.passkey.PasskeyDoors;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where an invitation's link leads. Looking changes nothing: link scanners look as well. Who invites is told after the login. */
@Controller
class InvitationPages {
    private final Delegations delegations;
    private final Rights rights;
    private final PasskeyDoors doors;
    private final Notices notices;

    InvitationPages(Delegations delegations, Rights rights, PasskeyDoors doors, Notices notices) {
        this.delegations = delegations;
        this.rights = rights;
        this.doors = doors;
        this.notices = notices;
    }

    @GetMapping("/invitation/{token:[A-Za-z0-9_-]{1,100}}")
    ModelAndView show(@PathVariable String token, HttpServletRequest request) {
        var actor = rights.actor();
        if (actor.isEmpty()) {
            Wanted.remember(request);
            return new ModelAndView("identity/invitation")
                    .addObject("token", token)
                    .addObject("shut", doors.shut());
        }
        return page(delegations.look(token, actor.get())).addObject("token", token);
    }

    @PostMapping("/invitation/{token:[A-Za-z0-9_-]{1,100}}")
    ModelAndView accept(@PathVariable String token, RedirectAttributes next) {
        var accepted = delegations.accept(token, rights.actor().orElseThrow());
        if (!(accepted instanceof Acceptance.Accepted(var holder))) return page(accepted);
        notices.done(next, "identity.invitation.accepted", holder.name());
        return new ModelAndView("redirect:/delegations");
    }

    private static ModelAndView page(Acceptance acceptance) {
        var page = new ModelAndView("identity/invitation");
        switch (acceptance) {
            case Acceptance.Accepted(var holder) -> page.addObject("holder", holder);
            case Acceptance.Refused(var why) -> {
                page.addObject("refused", why.name());
                page.setStatus(HttpStatus.CONFLICT);
            }
        }
        return page;
    }
}
