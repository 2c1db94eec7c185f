package fr.balise.mailbox.takeout;

import fr.balise.identity.Actor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Hands a finished export out over HTTP, whole or the range that was asked for, and notes what left. Who may have it was asked before. */
@Component
public class FileAnswer {
    private static final int BUFFER = 1 << 16;

    private final ObjectProvider<Exports> exports;

    FileAnswer(ObjectProvider<Exports> exports) {
        this.exports = exports;
    }

    /** Octets asked for, both inclusive. */
    private record Range(long from, long to) {}

    /** @param file as {@link Exports#file} told it */
    public void give(Actor actor, Export export, Path file, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var tag = "\"" + export.folder() + "\"";
        long size = export.size();
        var ifRange = request.getHeader(HttpHeaders.IF_RANGE);
        var range = ifRange == null || ifRange.equals(tag)
                ? range(request.getHeader(HttpHeaders.RANGE), size)
                : Optional.of(new Range(0, size - 1));
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setHeader(HttpHeaders.ETAG, tag);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (range.isEmpty()) {
            response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
            response.sendError(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE.value());
            return;
        }
        var part = range.get();
        if (part.from() > 0 || part.to() < size - 1) {
            response.setStatus(HttpStatus.PARTIAL_CONTENT.value());
            response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes " + part.from() + "-" + part.to() + "/" + size);
        }
        response.setContentType("application/zip");
        response.setContentLengthLong(part.to() - part.from() + 1);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"balise-courrier.zip\"");
        if (request.getMethod().equals("HEAD")) return; // no octet leaves: nothing was taken away
        if (part.from() == 0) exports.getObject().begins(actor, export);
        long sent = send(file, part, response);
        exports.getObject().sent(actor, export, part.from(), part.from() + sent);
    }

    /** The one range asked for; the whole for none and for several; empty for one outside of the file. */
    private static Optional<Range> range(@Nullable String asked, long size) {
        if (asked == null || asked.contains(",") || !asked.matches("bytes=(\\d{1,18}-\\d{0,18}|-\\d{1,18})"))
            return Optional.of(new Range(0, size - 1));
        var words = asked.substring("bytes=".length()).split("-", -1);
        if (words[0].isEmpty()) {
            long last = Math.min(size, Long.parseLong(words[1]));
            return last == 0 ? Optional.empty() : Optional.of(new Range(size - last, size - 1));
        }
        long from = Long.parseLong(words[0]);
        long to = words[1].isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(words[1]));
        return from >= size || from > to ? Optional.empty() : Optional.of(new Range(from, to));
    }

    private static long send(Path file, Range range, HttpServletResponse response) throws IOException {
        long rest = range.to() - range.from() + 1;
        try (var in = Files.newInputStream(file)) {
            in.skipNBytes(range.from());
            var buffer = new byte[BUFFER];
            var out = response.getOutputStream();
            while (rest > 0) {
                int n = in.read(buffer, 0, (int) Math.min(buffer.length, rest));
                if (n < 0) break;
                out.write(buffer, 0, n);
                rest -= n;
            }
            out.flush();
        }
        return range.to() - range.from() + 1 - rest;
    }
}
