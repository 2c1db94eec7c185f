package fr.balise.identity.web;

import fr.balise.identity.Rights;
import fr.balise.identity.login.Paths;
import fr.balise.identity.login.Registrations;
import fr.balise.identity.passkey.PasskeyDoor;
import fr.balise.identity.passkey.PasskeyDoors;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page that offers the ways to log in, and says why a login was refused. */
@Controller
class LoginPages {
    /** Words that the page knows how to explain. */
    private static final Set<String> REASONS = Set.of("annule", "niveau", "identite", "technique", "cle");

    private final Registrations registrations;
    private final Rights rights;
    private final PasskeyDoors doors;

    LoginPages(Registrations registrations, Rights rights, PasskeyDoors doors) {
        this.registrations = registrations;
        this.rights = rights;
        this.doors = doors;
    }

    @GetMapping(Paths.LOGIN)
    ModelAndView login(@RequestParam(defaultValue = "") String refus) {
        var page = new ModelAndView("identity/login")
                .addObject("providers", registrations.providers())
                .addObject("passkeys", doors.here() instanceof PasskeyDoor.Open)
                .addObject("me", rights.actor().orElse(null));
        if (REASONS.contains(refus)) page.addObject("refused", refus);
        page.setStatus(HttpStatus.OK);
        return page;
    }
}
