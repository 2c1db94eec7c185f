package fr.balise.portal.admin;

import fr.balise.portal.backup.BackupWriter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Streams a backup to the command line. A stream that breaks off lacks its manifest, which the receiver checks. */
@RestController
class BackupEndpoint {
    private final BackupWriter writer;

    BackupEndpoint(DataSource database, @Value("${balise.data}") Path data) {
        this.writer = new BackupWriter(database, data.toAbsolutePath());
    }

    @PostMapping("/api/admin/backup")
    void backup(HttpServletResponse response) throws IOException, SQLException {
        response.setContentType("application/zip");
        writer.write(response.getOutputStream());
    }
}
