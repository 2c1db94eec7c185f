package fr.balise.record;

import fr.balise.kernel.SensitiveAct;
import fr.balise.record.Taking.Found;
import fr.balise.record.document.Document;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Documents as files, for whoever files them by hand. That they were taken away is noted; it proves no filing [L-M5].
 */
@Service
public class Download {
    /** Messages at once. */
    public static final int MOST = 1_000;

    private final Taking taking;
    private final HandOverRows rows;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Download(
            Taking taking,
            HandOverRows rows,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.taking = taking;
        this.rows = rows;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Writes a zip with all documents of these messages and a table of them, a message at a time. Only when all is written it is noted.
     *
     * @param out not closed
     * @param words what a key of a message says
     * @throws IOException when whoever takes it goes away: nothing is noted then
     * @throws fr.balise.mailstore.MailStore.Unavailable when the mail server does not answer
     */
    public void zip(Filer filer, List<Place> places, OutputStream out, UnaryOperator<String> words) throws IOException {
        var lines = new ArrayList<Line>();
        var zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        int number = 0;
        for (var place : places) {
            number++;
            switch (taking.take(filer.account(), place)) {
                case Found.Gone _ -> lines.add(new Line(number, 0, null, "", "record.refused.gone"));
                case Found.Not(var why) -> lines.add(new Line(number, 0, null, "", why));
                case Found.Here(var contents, var received) -> {
                    int part = 0;
                    for (var document : contents.documents()) {
                        part++;
                        var name = name(number, part, received, document);
                        zip.putNextEntry(new ZipEntry(name));
                        zip.write(document.octets());
                        zip.closeEntry();
                        lines.add(new Line(number, part, kept(document), contents.messageId(), name));
                    }
                }
            }
        }
        zip.putNextEntry(new ZipEntry("registre.csv"));
        zip.write(table(lines, words).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        zip.finish();
        out.flush();
        note(filer, places, lines);
    }

    /** @param said name of the file, or why there is none */
    private record Line(
            int number,
            int part,
            @org.jspecify.annotations.Nullable Kept document,
            String messageId,
            String said) {}

    /** A document without its octets: a thousand messages may weigh gigabytes. */
    private record Kept(String sha256, Document light, long octets, byte[] sum) {}

    private static Kept kept(Document document) {
        return new Kept(
                document.sha256Hex(),
                new Document(document.name(), document.type(), new byte[0], document.uniqueId(), null, document.copy()),
                document.octets().length,
                document.sha256());
    }

    private static String name(int number, int part, Instant received, Document document) {
        var told = document.name().replaceAll("[^\\p{L}\\p{N}._-]", "_");
        var short1 = told.length() > 80 ? told.substring(told.length() - 80) : told;
        var plain = short1.toLowerCase(java.util.Locale.ROOT).endsWith("." + document.ending())
                ? short1
                : (short1.isEmpty() ? "document" : short1) + "." + document.ending();
        return "%04d-%02d-%s-%s".formatted(number, part, received.toString().substring(0, 10), plain);
    }

    private static String table(List<Line> lines, UnaryOperator<String> words) {
        var table = new StringBuilder("\uFEFFfichier;sha256;octets;identifiant\r\n");
        for (var line : lines) {
            var document = line.document();
            if (document == null)
                table.append(cell("(" + line.number() + ") " + words.apply(line.said())))
                        .append(";;;\r\n");
            else
                table.append(cell(line.said()))
                        .append(';')
                        .append(document.sha256())
                        .append(';')
                        .append(document.octets())
                        .append(';')
                        .append(cell(Objects.requireNonNullElse(document.light().uniqueId(), "")))
                        .append("\r\n");
        }
        return table.toString();
    }

    /** Of a stranger's text, for a spreadsheet that would take some as formulas. */
    static String cell(String text) {
        var safe = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
        return "\"" + safe.replace("\"", "\"\"") + "\"";
    }

    private void note(Filer filer, List<Place> places, List<Line> lines) {
        transaction.executeWithoutResult(_ -> {
            var now = clock.instant();
            long id = rows.add(
                    filer.account(), filer.actor().account(), filer.actor().name(), null, "", places, now);
            var one = rows.find(id).orElseThrow();
            for (var line : lines) {
                var document = line.document();
                if (document == null) {
                    rows.state(id, line.number(), Carried.State.REFUSED, line.said());
                    continue;
                }
                rows.downloaded(
                        one,
                        line.number(),
                        line.part(),
                        document.light(),
                        document.sum(),
                        document.octets(),
                        line.messageId(),
                        now);
                rows.state(id, line.number(), Carried.State.DOWNLOADED, "");
            }
            rows.done(id, now);
            events.publishEvent(new SensitiveAct(
                    filer.actor().auditName(),
                    "record.download",
                    HandOvers.subject(filer.account()),
                    Map.of(),
                    Map.of("handOver", Long.toString(id), "messages", Integer.toString(places.size())),
                    now));
        });
    }
}
