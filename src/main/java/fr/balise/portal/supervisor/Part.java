package fr.balise.portal.supervisor;

import java.io.IOException;
import java.time.Duration;

/** One program of an instance. */
interface Part {
    String name();

    /** Where it answers, for {@code status}. */
    String address();

    Process start() throws IOException;

    /** Whether it answers now. */
    boolean ready();

    /** Asks the program to end, as it likes it best. */
    void end(ProcessHandle process);

    /** How long it may take to answer after a start, and to end, before that is a failure. */
    Duration patience();
}
