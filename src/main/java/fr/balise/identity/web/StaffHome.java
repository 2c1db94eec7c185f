package fr.balise.identity.web;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Where the operator's staff find their pages. */
@Controller
class StaffHome {
    @GetMapping("/operateur")
    String show() {
        return "identity/staff";
    }
}
