package fr.balise.identity;

import fr.balise.kernel.NationalPersonId;
import java.util.List;
import java.util.Set;

/** The fictional people whom the login page of a demo instance offers. The demo implements it; nowhere else is there one. */
public interface LoginCards {

    /** In the order of the page. */
    List<Card> cards();

    /**
     * @param name as it stands in the national files: {@code Dr Camille LEFÈVRE}
     * @param roles words of the contract: holder, manager, secretary, operator
     * @param story one French sentence: the task that awaits this person
     * @param actsFor holders whose delegate this person is from the beginning; each has a card too
     * @param manages idNat_Struct of structures whose service mailboxes this person manages from the beginning
     */
    record Card(
            NationalPersonId nationalId,
            String name,
            List<String> roles,
            String story,
            List<NationalPersonId> actsFor,
            Set<String> manages) {
        public Card {
            roles = List.copyOf(roles);
            actsFor = List.copyOf(actsFor);
            manages = Set.copyOf(manages);
        }
    }
}
