package fr.balise.outbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Reads back what {@link FileDelivery} wrote; a file without a row is none of this instance's messages any more. */
@Service
class Laid implements SentMails {
    private final Messages messages;
    private final FileDelivery files;

    Laid(Messages messages, FileDelivery files) {
        this.messages = messages;
        this.files = files;
    }

    @Override
    public List<SentMail> latest(int limit) {
        return messages.latestSent(limit).stream()
                .map(this::read)
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public Optional<SentMail> get(long id) {
        return messages.isSent(id) ? read(id) : Optional.empty();
    }

    private Optional<SentMail> read(long id) {
        try (var in = Files.newInputStream(files.file(id))) {
            return Optional.of(Mime.read(id, in));
        } catch (NoSuchFileException removed) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
