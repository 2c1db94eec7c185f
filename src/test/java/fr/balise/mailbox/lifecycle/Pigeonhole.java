package fr.balise.mailbox.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real interpreter: {@code sievec} and {@code sieve-test} of Dovecot's Pigeonhole, with a folder and a configuration of their own. */
final class Pigeonhole {
    private final Path folder;
    private final Path config;
    private int written;

    /** Skips the test, with the reason, on a machine without the Debian package dovecot-sieve. */
    Pigeonhole(Path folder) throws IOException {
        assumeThat(Path.of("/usr/bin/sieve-test")).as("package dovecot-sieve").exists();
        this.folder = folder;
        this.config = folder.resolve("dovecot.conf");
        var user = "root".equals(System.getProperty("user.name")) ? "nobody" : System.getProperty("user.name");
        Files.writeString(config, """
                mail_uid=%s
                mail_gid=%s
                first_valid_uid=1
                ssl=no
                log_path=/dev/stderr
                base_dir=%s/run
                mail_home=%s/home
                mail_location=maildir:%s/mail
                """.formatted(user, group(user), folder, folder, folder));
        for (var name : List.of("run", "home", "mail")) open(Files.createDirectories(folder.resolve(name)));
        open(folder);
    }

    private static String group(String user) throws IOException {
        var id = new ProcessBuilder("id", "-gn", user).start();
        return new String(id.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private static void open(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    /** What came of a message. */
    record Ran(String out, String log) {
        boolean replied() {
            return out.contains("\nRECIPIENT: ") || out.startsWith("RECIPIENT: ");
        }

        /** The head and body of what left, as it left. */
        String reply() {
            return out.substring(0, out.lastIndexOf("\n\nRECIPIENT: "));
        }

        long sent() {
            return out.lines().filter(line -> line.startsWith("RECIPIENT: ")).count();
        }
    }

    Ran run(String script, String message) throws IOException, InterruptedException {
        return run(script, "keep;", message);
    }

    /** @param own the holder's script, after the one of the system */
    Ran run(String script, String own, String message) throws IOException, InterruptedException {
        var system = write("system.sieve", script);
        var holder = write("own.sieve", own);
        var mail = write("mail.eml", message.replace("\n", "\r\n"));
        var to = "Anne.Essai@balise-essai.mssante.fr";
        return sieve(
                "sieve-test",
                "-c",
                config.toString(),
                "-e",
                "-l",
                "maildir:" + folder.resolve("mail"),
                "-r",
                to,
                "-a",
                to,
                "-s",
                system.toString(),
                holder.toString(),
                mail.toString());
    }

    /** @return names of the scripts of the folder that do not compile, with the reason; empty when all do */
    String compile(List<String> scripts) throws IOException, InterruptedException {
        var all = Files.createDirectories(folder.resolve("all"));
        for (int i = 0; i < scripts.size(); i++) Files.writeString(all.resolve("s" + i + ".sieve"), scripts.get(i));
        var ran = sieve("sievec", "-c", config.toString(), all.toString());
        try (var compiled = Files.list(all)) {
            assertThat(compiled.filter(file -> file.toString().endsWith(".svbin"))
                            .count())
                    .as(ran.log())
                    .isEqualTo(scripts.size());
        }
        return ran.log();
    }

    private Path write(String name, String text) throws IOException {
        var file = Files.writeString(
                folder.resolve(++written + name), text); // a name of its own: binaries are kept beside
        open(file); // the interpreter gives up being root before it reads
        return file;
    }

    private Ran sieve(String... command) throws IOException, InterruptedException {
        var out = folder.resolve("out");
        var log = folder.resolve("log");
        var process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .redirectOutput(out.toFile())
                .redirectError(log.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        var said = Files.readString(log);
        assertThat(process.exitValue()).as(said).isZero();
        return new Ran(Files.readString(out, StandardCharsets.UTF_8).replace("\r\n", "\n"), said);
    }
}
