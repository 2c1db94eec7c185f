package fr.balise.promotion;

import java.util.Locale;

/** Why an address is answered. */
public enum Because {
    /** The holder's exception for this kind of document. */
    EXCEPTION,
    /** The holder's choice. */
    CHOSEN,
    /** The directory has it as the first one there. */
    RANKED,
    /** The only public one there. */
    ONLY_ONE,
    /** The only one of the person, attached to no place. */
    ONLY_FOR_PERSON,
    /** It is no address of a person: it stands for itself. */
    OF_STRUCTURE,
    /** Its holder leads from the asked address to this one. */
    REPLACED,
    /** Several, and nobody said which: the first of them. */
    SEVERAL,
    /** The person practises at several places: the answer of the first of them. */
    SEVERAL_PLACES,
    /** It hangs on a place that was not asked about, or that the person left. */
    OTHER_PLACE,
    /** Several people share it: nobody's preference speaks for the others. */
    SHARED;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether whoever writes can rely on it without asking. */
    public boolean sure() {
        return this != SEVERAL && this != SEVERAL_PLACES && this != OTHER_PLACE;
    }
}
