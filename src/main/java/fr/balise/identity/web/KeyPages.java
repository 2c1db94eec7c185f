package fr.balise.identity.web;

import fr.balise.identity.account.StoredApiKeys;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
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

/** Keys of programs, for staff. */
@Controller
@RequestMapping("/operateur/cles")
class KeyPages {
    private static final int MOST_DOMAINS = 200;

    private final StoredApiKeys keys;
    private final Notices notices;

    KeyPages(StoredApiKeys keys, Notices notices) {
        this.keys = keys;
        this.notices = notices;
    }

    @GetMapping
    ModelAndView show() {
        return new ModelAndView("identity/keys").addObject("keys", keys.all());
    }

    /** The secret is in the answer and nowhere else. */
    @PostMapping
    ModelAndView issue(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String domains,
            @RequestParam(defaultValue = "false") boolean opens) {
        var asked = Arrays.stream(domains.strip().toLowerCase(Locale.ROOT).split("[\\s,;]+"))
                .filter(domain -> !domain.isEmpty())
                .collect(Collectors.toSet());
        var why = refusal(name.strip(), asked);
        if (!why.isEmpty()) {
            var page = show().addObject("refused", why).addObject("name", name).addObject("domains", domains);
            page.setStatus(HttpStatus.CONFLICT);
            return page;
        }
        var secret = keys.issue(name.strip(), asked, false, opens && !asked.isEmpty());
        return show().addObject("secret", secret);
    }

    private static String refusal(String name, Set<String> domains) {
        if (name.isEmpty() || name.length() > 80 || name.chars().anyMatch(Character::isISOControl)) return "KEY_NAME";
        var proper = domains.stream().allMatch(d -> d.length() <= 255 && d.matches("[a-z0-9-]+(\\.[a-z0-9-]+)+"));
        return proper && domains.size() <= MOST_DOMAINS ? "" : "DOMAIN_UNREADABLE";
    }

    @PostMapping("/{id:[0-9]{1,18}}/revocation")
    String revoke(@PathVariable long id, RedirectAttributes next) {
        if (!keys.revoke(id)) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        notices.done(next, "identity.key.revoked");
        return "redirect:/operateur/cles";
    }
}
