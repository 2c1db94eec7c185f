package fr.balise.mailstore;

import fr.balise.identity.Pace;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * How often wrong passwords and tokens are looked at: by mailbox and place, by place, and by mailbox. Who is too quick is told to try
 * again later, and each try that is left comes back with time: nobody is locked out for ever. A place from which the right password came
 * lately stays open when strangers elsewhere guess at the same mailbox: they cannot lock out its holder.
 *
 * <p>In memory, for each copy of Balise: passwords have 140 random bits and are not guessed; this keeps servers and logs quiet.
 */
@Component
class LoginPace {
    private static final int KNOWN = 20_000;

    /** A telephone that keeps an old password tries some times before anybody notices. */
    private final Pace fromOnePlaceAtOneMailbox = new Pace(KNOWN, 10, 10, Duration.ofMinutes(10));

    /** A practice or a hospital is one address to us. */
    private final Pace fromOnePlace = new Pace(KNOWN, 100, 60, Duration.ofMinutes(1));

    private final Pace atOneMailbox = new Pace(KNOWN, 50, 50, Duration.ofHours(1));

    private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F.:]{2,45}");

    private final Map<String, Boolean> good = new LinkedHashMap<>(256, .75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > KNOWN;
        }
    };

    /** Whether nothing is to be looked at now. */
    boolean isShut(String mailbox, String place) {
        var both = both(mailbox, place);
        return fromOnePlaceAtOneMailbox.isExhausted(both)
                || !isThisMachine(place) && fromOnePlace.isExhausted(place)
                || !isGood(both) && atOneMailbox.isExhausted(mailbox);
    }

    void wrong(String mailbox, String place) {
        fromOnePlaceAtOneMailbox.secondsToWait(both(mailbox, place));
        atOneMailbox.secondsToWait(mailbox);
        fromOnePlace.secondsToWait(place);
    }

    synchronized void right(String mailbox, String place) {
        good.put(both(mailbox, place), true);
    }

    private synchronized boolean isGood(String both) {
        return good.containsKey(both);
    }

    private static String both(String mailbox, String place) {
        return place + " " + mailbox;
    }

    /** A proxy or a program of this machine stands for many people. */
    private static boolean isThisMachine(String place) {
        return LITERAL.matcher(place).matches() && InetAddress.ofLiteral(place).isLoopbackAddress();
    }
}
