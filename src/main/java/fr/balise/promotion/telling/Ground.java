package fr.balise.promotion.telling;

import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.lifecycle.Hosted;
import fr.balise.promotion.ChoiceRow;
import fr.balise.promotion.Choices;
import fr.balise.promotion.Signpost;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is gathered of one place before anything is shown or sent. Whoever holds it was found to be the holder.
 *
 * @param address the preferred mailbox
 * @param keeper the same where it is held here
 * @param there what is public of it; empty where nothing is
 * @param old mailboxes held here that are not the ones to write to at this place
 * @param own keys of all addresses of the holder
 */
record Ground(
        Choices choices,
        ChoiceRow row,
        MailAddress address,
        Optional<Hosted> keeper,
        Optional<Signpost> there,
        List<Hosted> old,
        Set<String> own) {}
