package fr.balise.portal.demo;

import fr.balise.mailbox.OperatorSheet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The fictional operators' sheets. One domain of the demo stands on none: that too happens. */
final class DemoOperators {
    private DemoOperators() {}

    static List<OperatorSheet> sheets(LocalDate today) {
        try (InputStream in = DemoOperators.class.getResourceAsStream("/demo/operators.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> sheet(line.split("\\|", -1), today))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OperatorSheet sheet(String[] cells, LocalDate today) {
        var delay = text(cells[5]);
        var checked = text(cells[7]);
        return new OperatorSheet(
                0,
                cells[0],
                List.of(cells[1]),
                text(cells[2]),
                text(cells[3]),
                text(cells[4]),
                delay == null ? null : Integer.valueOf(delay),
                text(cells[6]),
                checked == null ? null : today.minusDays(Long.parseLong(checked)));
    }

    private static @Nullable String text(String cell) {
        return cell.isEmpty() ? null : cell;
    }
}
