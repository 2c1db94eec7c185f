package fr.balise.hygiene;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Draws PDFs of strangers in a process of its own: little memory, little time, no setting and no secret of this one, nothing written. What
 * comes back is a picture, so that nothing of the PDF itself runs in the browser.
 */
@Service
public class PdfSandbox {
    private static final Logger LOG = LoggerFactory.getLogger(PdfSandbox.class);
    private static final int SECONDS = 20;
    private static final int LARGEST_PICTURE = 20 << 20;
    private static final Semaphore TURNS = new Semaphore(2);

    /** A PNG of the first ten pages, one below the other; empty for what cannot be drawn, or not in time. */
    public Optional<byte[]> picture(byte[] pdf) {
        try {
            if (!TURNS.tryAcquire(SECONDS, TimeUnit.SECONDS)) return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return drawn(pdf, List.of(PdfDrawing.class.getName()));
        } catch (IOException failed) {
            LOG.warn("a PDF cannot be drawn: {}", failed.getMessage());
            return Optional.empty();
        } finally {
            TURNS.release();
        }
    }

    private static Optional<byte[]> drawn(byte[] pdf, List<String> program) throws IOException {
        var command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(program);
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        var process = builder.start();
        try (var hands = Executors.newVirtualThreadPerTaskExecutor()) {
            var picture = hands.submit(() -> read(process.getInputStream()));
            hands.execute(() -> write(process, pdf));
            boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            if (!ended || process.exitValue() != 0) return Optional.empty();
            var octets = picture.get(1, TimeUnit.SECONDS);
            return octets.length == 0 || octets.length > LARGEST_PICTURE ? Optional.empty() : Optional.of(octets);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException failed) {
            return Optional.empty();
        } finally {
            process.destroyForcibly();
        }
    }

    private static byte[] read(InputStream from) {
        try {
            return from.readNBytes(LARGEST_PICTURE + 1);
        } catch (IOException killed) {
            return new byte[0];
        }
    }

    private static void write(Process process, byte[] pdf) {
        try (var to = process.getOutputStream()) {
            to.write(pdf);
        } catch (IOException ended) {
            // It has seen enough of it, or was killed.
        }
    }
}
