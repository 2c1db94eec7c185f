package fr.balise.directory;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Dates of the newest files applied; null where no such file was ever loaded. */
public record DirectoryAge(
        @Nullable LocalDate mailboxes, @Nullable LocalDate activities) {

    /** Of the mailboxes, else of the activities; null before the first load. */
    public @Nullable LocalDate told() {
        return mailboxes == null ? activities : mailboxes;
    }
}
