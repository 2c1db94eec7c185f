package fr.balise.portal.admin;

import fr.balise.directory.LoadProgress;
import fr.balise.directory.LoadReport;
import fr.balise.directory.Loads;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Takes national files and loads them; progress and the result are sent as lines of JSON while the load goes on. */
@RestController
class ImportEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(ImportEndpoint.class);
    private static final String WHO = "command-line";

    private final Loads loads;
    private final Incoming incoming;
    private final JsonMapper json;

    ImportEndpoint(Loads loads, Incoming incoming, JsonMapper json) {
        this.loads = loads;
        this.incoming = incoming;
        this.json = json;
    }

    record Order(UUID batch, boolean acceptLargeChange) {}

    @PutMapping("/api/admin/incoming/{batch}/{name}")
    ResponseEntity<?> take(@PathVariable UUID batch, @PathVariable String name, HttpServletRequest request)
            throws IOException {
        if (!Incoming.fits(name))
            return problem(HttpStatus.BAD_REQUEST, "A file name has letters, digits, spaces and . _ - ( ).");
        incoming.put(batch, name, request.getInputStream());
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/api/admin/imports")
    void load(@RequestBody Order order, HttpServletResponse response) throws IOException {
        response.setContentType("application/x-ndjson");
        response.setCharacterEncoding("UTF-8");
        var lines = response.getWriter();
        try {
            var files = incoming.files(order.batch());
            var report = loads.load(
                    files, order.acceptLargeChange() ? WHO : null, progress -> line(lines, Told.of(progress)));
            line(lines, Map.of("result", ImportResult.of(report), "rejects", rejects(report)));
        } catch (RuntimeException broken) {
            LOG.error("an import broke off", broken);
            line(lines, Map.of("result", ImportResult.broken(), "rejects", List.of()));
        } finally {
            incoming.drop(order.batch());
        }
    }

    private record Told(String step, String file, int percent) {
        static Told of(LoadProgress progress) {
            return new Told(progress.step(), progress.file(), progress.percent());
        }
    }

    private void line(Writer lines, Object value) {
        try {
            lines.write(json.writeValueAsString(value));
            lines.write('\n');
            lines.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static List<String> rejects(LoadReport report) {
        return report.files().stream()
                .map(LoadReport.File::rejects)
                .filter(Objects::nonNull)
                .map(Object::toString)
                .toList();
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String detail) {
        return ResponseEntity.status(status).body(ProblemDetail.forStatusAndDetail(status, detail));
    }
}
