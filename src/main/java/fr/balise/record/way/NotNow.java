package fr.balise.record.way;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The software was not reached, or is in no state to take anything: trying again later is safe, and is done. */
public final class NotNow extends IOException {
    private static final long serialVersionUID = 1;

    private final Why why;

    public enum Why {
        /** No answer in time, or none at all. */
        UNREACHABLE,
        /** It does not show who it is: certificate, name or host key. Nothing was sent. */
        NOT_TRUSTED,
        /** It does not let Balise in. */
        CREDENTIAL,
        /** It answers that it cannot now. */
        BUSY,
        /** Its answer makes no sense. */
        SENSELESS,
        /** No room, or no right to write. */
        FOLDER,
        /** The settings no longer allow its address. */
        NOT_ALLOWED
    }

    public NotNow(Why why, @Nullable Throwable cause) {
        super(why.name(), cause);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
