package fr.balise.identity;

import fr.balise.kernel.NationalPersonId;
import java.util.List;

/** Who may act for a holder, for what concerns them as well. */
public interface Deputies {

    /** National numbers of those who may act for this holder today; people without one are left out. */
    List<NationalPersonId> of(NationalPersonId holder);
}
