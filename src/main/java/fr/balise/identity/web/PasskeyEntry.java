package fr.balise.identity.web;

import fr.balise.identity.login.Entrance;
import fr.balise.identity.login.Paths;
import fr.balise.identity.passkey.PasskeyDoor;
import fr.balise.identity.passkey.PasskeyDoors;
import fr.balise.identity.passkey.Passkeys;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Logging in with a passkey: the question to the device, then its answer as a form. */
@Controller
class PasskeyEntry {
    static final String MEANS = "passkey";

    private final Passkeys passkeys;
    private final PasskeyDoors doors;
    private final Entrance entrance;

    PasskeyEntry(Passkeys passkeys, PasskeyDoors doors, Entrance entrance) {
        this.passkeys = passkeys;
        this.doors = doors;
        this.entrance = entrance;
    }

    @PostMapping(Paths.LOGIN + "/cle/question")
    ResponseEntity<String> question(HttpSession session) {
        return doors.here() instanceof PasskeyDoor.Open door ? json(passkeys.askToShow(door, session)) : none();
    }

    static ResponseEntity<String> json(String text) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(text);
    }

    static ResponseEntity<String> none() {
        return ResponseEntity.status(HttpStatus.CONFLICT).build();
    }

    @PostMapping(Paths.LOGIN + "/cle")
    String enter(
            @RequestParam(defaultValue = "") String credential,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!(doors.here() instanceof PasskeyDoor.Open door)) return "redirect:" + Paths.LOGIN + "?refus=cle";
        return switch (passkeys.enter(door, request.getSession(), credential)) {
            case Passkeys.Outcome.Refused _ -> "redirect:" + Paths.LOGIN + "?refus=cle";
            case Passkeys.Outcome.Done(var account) -> "redirect:" + entrance.enter(account, MEANS, request, response);
        };
    }
}
