package fr.balise.identity;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who is logged in, and for whom that account may act. Every page asks here; nothing is granted by a parameter. */
public interface Rights {

    /** The account of the present request, or empty when nobody is logged in. */
    Optional<Actor> actor();

    /**
     * The person whose mailboxes the present request is about: the actor, or the holder chosen with "agir pour". Empty when
     * nobody is logged in, or when the account is nobody's delegate and has no national id.
     */
    Optional<Subject> subject();

    /** Everyone the present actor may act for: itself first, then the holders who delegated, by name. */
    List<Subject> subjects();

    /** idNat_Struct of the structures whose service mailboxes the present actor manages. */
    Set<String> managedStructures();
}
