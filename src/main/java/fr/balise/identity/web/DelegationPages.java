package fr.balise.identity.web;

import fr.balise.identity.Actor;
import fr.balise.identity.Rights;
import fr.balise.identity.account.Delegations;
import fr.balise.identity.account.Delegations.Invitation;
import fr.balise.identity.account.Delegations.Refusal;
import fr.balise.identity.login.IdentitySettings;
import fr.balise.identity.login.RightsNow;
import fr.balise.kernel.MailAddress;
import fr.balise.outbox.Outbox;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Who prepares for me, for whom I prepare, and the invitation to it. */
@Controller
class DelegationPages {
    private static final Set<String> LOCAL = Set.of("127.0.0.1", "localhost");
    private final Delegations delegations;
    private final RightsNow holders;
    private final Rights rights;
    private final Outbox outbox;
    private final TransactionTemplate transaction;
    private final Notices notices;
    private final IdentitySettings settings;
    private final String portal;

    DelegationPages(
            Delegations delegations,
            RightsNow holders,
            Rights rights,
            Outbox outbox,
            TransactionTemplate transaction,
            Notices notices,
            IdentitySettings settings,
            @Value("${balise.mailbox.base-url}") String portal) {
        this.delegations = delegations;
        this.holders = holders;
        this.rights = rights;
        this.outbox = outbox;
        this.transaction = transaction;
        this.notices = notices;
        this.settings = settings;
        this.portal = portal;
    }

    /** What somebody typed, for showing it again. */
    record Typed(String name, String endsOn, String mail) {}

    @GetMapping("/delegations")
    ModelAndView show() {
        return page(actor());
    }

    /** The link is in the answer and nowhere else: it is not kept, and no later page can show it. */
    @PostMapping("/delegations")
    ModelAndView invite(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String endsOn,
            @RequestParam(defaultValue = "") String mail) {
        var typed = new Typed(name, endsOn, mail);
        var actor = actor();
        var ends = day(endsOn);
        var to = address(mail);
        if (ends == null && !endsOn.isBlank()) return again(actor, typed, "DAY_UNREADABLE");
        if (to == null && !mail.isBlank()) return again(actor, typed, "MAIL_UNREADABLE");
        return transaction.execute(_ -> switch (delegations.invite(actor, name, ends)) {
            case Invitation.Refused(Refusal why) -> again(actor, typed, why.name());
            case Invitation.Made made -> made(actor, made, to);
        });
    }

    private ModelAndView made(Actor actor, Invitation.Made made, @Nullable MailAddress to) {
        var link = base() + "/invitation/" + made.token();
        if (to != null)
            outbox.queue(
                    to,
                    "invitation",
                    notices.inBoth(" / ", "identity.invitation.mail.subject"),
                    notices.inBoth("\n-- \n\n", "identity.invitation.mail.body", actor.name(), link));
        return page(actor)
                .addObject("link", link)
                .addObject("until", made.openUntil())
                .addObject("mailed", to != null);
    }

    private ModelAndView again(Actor actor, Typed typed, String why) {
        var page = page(actor).addObject("typed", typed).addObject("refused", why);
        page.setStatus(HttpStatus.CONFLICT);
        return page;
    }

    private ModelAndView page(Actor actor) {
        return new ModelAndView("identity/delegations")
                .addObject("me", actor)
                .addObject("given", delegations.by(actor))
                .addObject("received", holders.holders())
                .addObject("passkeys", delegations.isInvited(actor))
                .addObject("typed", new Typed("", "", ""));
    }

    @PostMapping("/delegations/{id:[0-9]{1,18}}/revocation")
    String revoke(@PathVariable long id, RedirectAttributes next) {
        if (!delegations.revoke(id, actor())) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        notices.done(next, "identity.delegation.revoked");
        return "redirect:/delegations";
    }

    @PostMapping("/agir-pour")
    String actFor(@RequestParam String person) {
        if (!holders.actFor(person)) throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        return "redirect:/";
    }

    private Actor actor() {
        return rights.actor().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }

    /** From the settings: a Host that somebody made up must not stand in a message of ours. On this machine the request may tell. */
    private String base() {
        var set = settings.baseUrl();
        if (set != null) return set.toString();
        var asked = ServletUriComponentsBuilder.fromCurrentContextPath().build();
        return LOCAL.contains(String.valueOf(asked.getHost())) ? asked.toUriString() : portal;
    }

    private static @Nullable LocalDate day(String typed) {
        try {
            return typed.strip().length() == 10 ? LocalDate.parse(typed.strip()) : null;
        } catch (DateTimeParseException malformed) {
            return null;
        }
    }

    private static @Nullable MailAddress address(String typed) {
        return MailAddress.read(typed.strip()).orElse(null);
    }
}
