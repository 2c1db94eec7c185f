package fr.balise.portal.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.balise.portal.supervisor.Instance.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs are traces: a file for each day, for their owner alone, removed in time. */
@NullUnmarked
class MailLogsTests {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);

    @TempDir
    Path place;

    private Instance instance;
    private Path log;

    @BeforeEach
    void logs() throws IOException {
        instance = new Instance(Kind.MAIN, place.resolve("home"), place.resolve("data"), 0, List.of());
        Files.createDirectories(place.resolve("home/config"));
        log = Files.createDirectories(instance.logs()).resolve("dovecot.out");
        Files.writeString(log, "yesterday\n");
        Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private MailLogs kept(int days) {
        // The account that runs the test: what it starts needs no other one.
        return new MailLogs(instance, new Account(System.getProperty("user.name"), List.of()), days, TODAY);
    }

    @Test
    void aNewDayBeginsANewFileAndTheProgramWritesOn() throws Exception {
        try (var open = Files.newOutputStream(log, StandardOpenOption.APPEND)) {
            kept(10).turn(TODAY.plusDays(1));
            open.write("today\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        assertThat(log).hasContent("today\n");
        var old = log.resolveSibling("dovecot.out-2026-11-26");
        assertThat(old).hasContent("yesterday\n");
        for (var file : List.of(log, old))
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
    }

    @Test
    void onTheSameDayNothingHappens() throws Exception {
        kept(10).turn(TODAY);
        assertThat(log).hasContent("yesterday\n");
        assertThat(Files.list(instance.logs())).containsExactly(log);
    }

    @Test
    void whatIsTooOldIsRemovedAndNothingElse() throws Exception {
        var old = Files.writeString(log.resolveSibling("dovecot.out-2026-01-01"), "x");
        var young = Files.writeString(log.resolveSibling("dovecot.out-2026-11-20"), "x");
        var other = Files.writeString(log.resolveSibling("notes.txt"), "x");
        for (var file : List.of(old, other))
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(40))));
        kept(30).turn(TODAY.plusDays(1));
        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(other).exists();
    }

    @Test
    void aLinkIsNotFollowed() throws Exception {
        var secret = Files.writeString(place.resolve("secret"), "x");
        Files.createSymbolicLink(log.resolveSibling("balise.out"), secret);
        kept(30).turn(TODAY.plusDays(1));
        assertThat(secret).hasContent("x");
    }

    @Test
    void daysToKeepAreASettingAndANumber() throws Exception {
        assertThat(MailLogs.keptDays(instance)).isEqualTo(180);
        var settings = place.resolve("home/config/application.yaml");
        Files.writeString(settings, "balise.engine.log-days: 30\n");
        assertThat(MailLogs.keptDays(instance)).isEqualTo(30);
        Files.writeString(settings, "balise.engine.log-days: for ever\n");
        assertThatThrownBy(() -> MailLogs.keptDays(instance)).isInstanceOf(Failure.class);
    }
}
