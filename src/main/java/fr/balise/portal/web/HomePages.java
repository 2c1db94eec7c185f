package fr.balise.portal.web;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** Home: for a visitor what Balise is; for a person one sentence, one button, at most three findings. */
@Controller
class HomePages {
    @GetMapping("/")
    ModelAndView home() {
        return new ModelAndView("portal/welcome");
    }
}
