package fr.balise.directory.fhir;

import ca.uhn.fhir.rest.server.exceptions.PayloadTooLargeException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/** Stops reading a body that is larger than any patch or question, whatever its length was said to be. */
final class LimitedRequest extends HttpServletRequestWrapper {
    private final long most;

    LimitedRequest(HttpServletRequest request, long most) {
        super(request);
        this.most = most;
    }

    static PayloadTooLargeException tooLarge(long most) {
        var why = "The body has at most " + most + " octets.";
        return Bad.refusal(new PayloadTooLargeException(why), IssueType.TOOLONG, why);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return new Limited(super.getInputStream());
    }

    private final class Limited extends ServletInputStream {
        private final ServletInputStream body;
        private long left = most;

        Limited(ServletInputStream body) {
            this.body = body;
        }

        @Override
        public int read() throws IOException {
            int octet = body.read();
            if (octet >= 0) count(1);
            return octet;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = body.read(into, from, length);
            if (read > 0) count(read);
            return read;
        }

        private void count(int read) {
            left -= read;
            if (left < 0) throw tooLarge(most);
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
