package fr.balise.portal.backup;

import java.io.IOException;
import java.sql.SQLException;

/** Where the rows of a backup go. Each step may be done again after a restore that was cut off. */
sealed interface RestoredDatabase permits EmbeddedDatabase, ExternalDatabaseRestore {
    /** All that changes nothing yet. @throws fr.balise.portal.supervisor.Failure when the rows cannot go there */
    void prepare(BackupReader backup) throws IOException, SQLException;

    /** From here on the database is that of the backup, or on its way. The mark of an unfinished restore stands already. */
    void exchange(BackupReader backup, String token) throws IOException, SQLException;

    /** After everything else, and after the mark of the data folder is gone. */
    void finish(String token) throws SQLException;
}
