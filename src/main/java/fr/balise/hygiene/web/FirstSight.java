package fr.balise.hygiene.web;

import fr.balise.hygiene.FirstLooks;
import fr.balise.hygiene.web.Own.Mine;
import fr.balise.kernel.MailAddress;
import fr.balise.mailstore.AccountId;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** Stands in for the pages of a mailbox that is being looked at for the first time, and makes room for them by itself. */
@Component
class FirstSight {
    private final FirstLooks looks;

    FirstSight(FirstLooks looks) {
        this.looks = looks;
    }

    /** @param below the page that was asked for, below that of the mailbox: it comes once all is seen */
    Optional<ModelAndView> of(Mine mine, String below) {
        return of(mine.account(), mine.address(), mine.path() + below, below.isEmpty() ? "/espace" : mine.path());
    }

    /** @param back where to go meanwhile */
    Optional<ModelAndView> of(AccountId account, MailAddress address, String here, String back) {
        return looks.going(account)
                .map(going -> new ModelAndView("hygiene/first-look")
                        .addObject("address", address)
                        .addObject("going", going)
                        .addObject("here", here)
                        .addObject("back", back));
    }
}
