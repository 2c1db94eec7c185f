package fr.balise.directory.fhir;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** HAPI flushes after each value that it writes: this response goes out when its buffer is full, or the answer is complete. */
final class UnhurriedResponse extends HttpServletResponseWrapper {
    private @Nullable PrintWriter writer;
    private @Nullable ServletOutputStream stream;

    UnhurriedResponse(HttpServletResponse response) {
        super(response);
    }

    @Override
    public void flushBuffer() {}

    @Override
    public PrintWriter getWriter() throws IOException {
        if (writer == null) writer = new PrintWriter(new Unflushed(super.getWriter()));
        return writer;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (stream == null) stream = new UnflushedStream(super.getOutputStream());
        return stream;
    }

    private static final class Unflushed extends FilterWriter {
        Unflushed(Writer out) {
            super(out);
        }

        @Override
        public void flush() {}
    }

    private static final class UnflushedStream extends ServletOutputStream {
        private final ServletOutputStream out;

        UnflushedStream(ServletOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int octet) throws IOException {
            out.write(octet);
        }

        @Override
        public void write(byte[] octets, int from, int count) throws IOException {
            out.write(octets, from, count);
        }

        @Override
        public void flush() {}

        @Override
        public void close() throws IOException {
            out.close();
        }

        @Override
        public boolean isReady() {
            return out.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            out.setWriteListener(listener);
        }
    }
}
