package fr.balise.portal.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;

/** What nobody foresaw, as a sentence that says what to do. Pure. */
final class Unexpected {
    /** In the environment, with any value: the whole trace as well. */
    static final String DEBUG = "BALISE_DEBUG";

    private Unexpected() {}

    static String sentence(Exception broken) {
        return switch (broken) {
            case NoSuchFileException gone -> gone.getFile() + " is not there.";
            case AccessDeniedException closed ->
                closed.getFile() + " may not be read or written by this user; run ./balise as the user who owns it.";
            case FileSystemException file ->
                file.getFile() + " cannot be read or written"
                        + (file.getReason() == null ? "." : ": " + file.getReason() + ".");
            case ConnectException _ ->
                "the instance does not answer; ./balise status tells what runs, ./balise up starts it.";
            case HttpTimeoutException _ -> "the instance did not answer in time; ./balise status tells how it is.";
            case SQLException database ->
                "the database refused: " + database.getMessage() + "; its log is in the data folder.";
            case IOException cut -> "reading or writing was cut off" + because(cut) + "; try again." + more();
            default -> "a fault of Balise stopped this" + because(broken) + "." + more();
        };
    }

    private static String because(Exception broken) {
        return broken.getMessage() == null || broken.getMessage().isBlank() ? "" : ": " + broken.getMessage();
    }

    private static String more() {
        return " The logs in the data folder may tell more; with " + DEBUG + "=1 before the command it tells where.";
    }
}
