package fr.balise.directory.courier;

import fr.balise.kernel.Named;

/** Why a wish did not get through. The words for staff are {@code directory.errand.<word>}; nothing that the other side said is kept. */
enum Trouble {
    /** 401. */
    KEY_REFUSED,
    /** 403. */
    NOT_ALLOWED,
    /** 404, or no such person, structure or situation there. */
    CARRIER_UNKNOWN,
    /** 412 by condition, or several situations of one person at one structure. */
    CARRIER_AMBIGUOUS,
    /** 412 again and again: somebody else writes the same resource. */
    CHANGED_MEANWHILE,
    /** 422. */
    REFUSED,
    /** There with another type, which never changes. */
    OTHER_TYPE,
    /** Any other 4xx: what Balise sent is not what that server takes. */
    NOT_UNDERSTOOD,
    /** 429 or 503. */
    BUSY,
    /** Another 5xx. */
    BROKEN,
    /** No answer. */
    UNREACHABLE,
    /** An answer that is no FHIR. */
    UNREADABLE,
    /** It said yes, and its own answer shows otherwise. */
    NOT_TAKEN,
    /** The file could not be written. */
    NO_FILE;

    String word() {
        return Named.word(this);
    }

    /** Whether nobody looked at the wish: that says nothing of it, however often. */
    boolean isAway() {
        return this == BUSY || this == UNREACHABLE;
    }

    /** Whether what comes next would meet the same. */
    boolean ofTheServer() {
        return this == BUSY || this == BROKEN || this == UNREACHABLE || this == NO_FILE;
    }
}
