package fr.balise.record.way;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/**
 * HL7 v2.6 {@code MDM^T02} over MLLP, with the acknowledgement of the original mode: one connection, one message, one answer. SECURITY:
 * without TLS only where the settings name the address as {@code mllp://}; a client certificate is shown where the secret is one.
 */
@Component
class MllpWay implements Way {
    private static final int BEGIN = 0x0B;
    private static final int END = 0x1C;
    private static final int LARGEST_DOCUMENT = 30 << 20;
    private static final int LARGEST_ANSWER = 64 << 10;

    private final Line line;
    private final InstantSource clock;

    MllpWay(Line line, InstantSource clock) {
        this.line = line;
        this.clock = clock;
    }

    @Override
    public Software.Kind kind() {
        return Software.Kind.MLLP;
    }

    @Override
    public Answer hand(Software software, Parcel parcel) throws NotNow {
        var document = parcel.document();
        if (document.head() == null && !(software.pdf() && document.isPdf()))
            return new Answer.Refused(Answer.Why.KIND, "");
        if (parcel.patient().ids().isEmpty() || parcel.patient().family().isEmpty())
            return new Answer.Refused(Answer.Why.PATIENT, "");
        if (document.octets().length > LARGEST_DOCUMENT) return new Answer.Refused(Answer.Why.SIZE, "");
        var message = Mdm.message(software.receiver(), parcel, clock.instant());
        return Acknowledgement.read(exchange(software, message), Mdm.control(parcel));
    }

    @Override
    public void reach(Software software) throws NotNow {
        Line.quietly(open(software));
    }

    private Socket open(Software software) throws NotNow {
        return line.open(software, software.address().getScheme().equals("mllps"));
    }

    private String exchange(Software software, String message) throws NotNow {
        try (var socket = open(software)) {
            var out = socket.getOutputStream();
            out.write(BEGIN);
            out.write(message.getBytes(StandardCharsets.UTF_8));
            out.write(new byte[] {END, '\r'});
            out.flush();
            return answer(socket.getInputStream());
        } catch (NotNow known) {
            throw known;
        } catch (javax.net.ssl.SSLException refused) {
            throw Line.why(refused); // with TLS 1.3 the first answer tells that our certificate is not taken
        } catch (IOException cut) {
            throw new NotNow(NotNow.Why.UNREACHABLE, cut);
        }
    }

    /** Whole, and within the time of one answer: software that drips octets is as good as silent. */
    private String answer(InputStream in) throws IOException {
        long end = System.nanoTime() + line.timeout().toNanos();
        var told = new ByteArrayOutputStream();
        boolean begun = false;
        for (int octet = in.read(); octet != END; octet = in.read()) {
            if (octet < 0 || System.nanoTime() > end) throw new IOException("no whole answer");
            if (octet == BEGIN) begun = true;
            else if (begun) told.write(octet);
            if (!begun || told.size() > LARGEST_ANSWER) throw new NotNow(NotNow.Why.SENSELESS, null);
        }
        return told.toString(StandardCharsets.UTF_8);
    }
}
