package fr.balise.portal.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * The logs of the mail servers and of what the parts print: a file for each day, kept for so many days. They are traces: readable by their
 * owner alone, never by the web. The programs go on writing into the same open file, so that it is copied and emptied; a line that is
 * written in between may be lost.
 */
final class MailLogs {
    /** Copies what is there under the name of the day, empties it, and removes what is too old. Arguments: folder, day, days to keep. */
    private static final String ROTATE = """
            umask 077
            for log in "$0"/*.out "$0"/mail.log; do
              [ -f "$log" ] && [ ! -L "$log" ] || continue
              chmod 600 "$log"
              [ -s "$log" ] || continue
              [ -e "$log-$1" ] && continue
              cp "$log" "$log-$1.new" && : > "$log" && mv "$log-$1.new" "$log-$1"
            done
            find "$0" -maxdepth 1 -type f \\( -name '*.out-*' -o -name 'mail.log-*' \\) -mtime +"$2" -delete
            """;

    private final Instance instance;
    private final Account account;
    private final int keptDays;
    private LocalDate day;

    /** @param today the day that is written to now */
    MailLogs(Instance instance, Account account, int keptDays, LocalDate today) {
        this.instance = instance;
        this.account = account;
        this.keptDays = keptDays;
        this.day = today;
    }

    /** @throws Failure when the setting is no number of days */
    static int keptDays(Instance instance) throws IOException {
        var text =
                Installation.setting(instance.home(), "balise.engine.log-days").orElse("180");
        if (!text.matches("[1-9][0-9]{0,3}"))
            throw new Failure("balise.engine.log-days is a number of days, 1 to 9999");
        return Integer.parseInt(text);
    }

    /** Does something once, when another day has begun. */
    void turn(LocalDate today) throws IOException, InterruptedException {
        if (!today.isAfter(day)) return;
        var ended = day;
        day = today;
        rotate(ended);
    }

    /** Each folder by who owns it: root never writes where another could lay a link. */
    void rotate(LocalDate ended) throws IOException, InterruptedException {
        Shell.run(account.command(command(instance.logs(), ended)));
        var postfix = instance.postfixFolder().resolve("log");
        if (Account.isRoot() && Files.isDirectory(postfix)) Shell.run(command(postfix, ended));
    }

    private List<String> command(Path folder, LocalDate ended) {
        return List.of("sh", "-c", ROTATE, folder.toString(), ended.toString(), Integer.toString(keptDays));
    }
}
