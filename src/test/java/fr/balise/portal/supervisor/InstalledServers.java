package fr.balise.portal.supervisor;

import fr.balise.portal.supervisor.Instance.MailPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Postfix and Dovecot as a system runs them: with what was rendered for it, below a root of the test's own. */
final class InstalledServers {
    private final Instance instance;
    final EnginePlaces places;

    InstalledServers(Instance instance) throws IOException {
        this.instance = instance;
        this.places = EnginePlaces.system(instance);
    }

    /** The steps of docs/install.md. */
    void install(Path rendered) throws IOException, InterruptedException {
        for (var folder :
                List.of(places.dovecot(), places.postfix(), places.run(), places.dovecotState(), places.queue()))
            Files.createDirectories(folder);
        Shell.run(
                "install",
                "-d",
                "-o",
                "postfix",
                "-m",
                "0700",
                places.postfixState().toString());
        Shell.run(
                "install",
                "-d",
                "-o",
                "root",
                "-g",
                "root",
                "-m",
                "0700",
                places.log().toString());
        for (var log : List.of("mail.log", "dovecot.log"))
            Shell.run(
                    "install",
                    "-m",
                    "0600",
                    "/dev/null",
                    places.log().resolve(log).toString());
        Shell.run("cp", "-a", "--backup=numbered", rendered.resolve("postfix") + "/.", places.postfix() + "/");
        Shell.run("cp", "-a", "--backup=numbered", rendered.resolve("dovecot") + "/.", places.dovecot() + "/");
    }

    List<Part> parts() {
        return List.of(
                new Installed(
                        "dovecot",
                        List.of(
                                "/usr/sbin/dovecot",
                                "-F",
                                "-c",
                                places.dovecot().resolve("dovecot.conf").toString()),
                        List.of(
                                "/usr/bin/doveadm",
                                "-c",
                                places.dovecot().resolve("dovecot.conf").toString(),
                                "stop"),
                        MailPort.LMTP),
                new Installed(
                        "postfix",
                        List.of("/usr/sbin/postfix", "-c", places.postfix().toString(), "start-fg"),
                        List.of("/usr/sbin/postfix", "-c", places.postfix().toString(), "stop"),
                        MailPort.MX));
    }

    private final class Installed implements Part {
        private final String name;
        private final List<String> start;
        private final List<String> stop;
        private final MailPort port;

        Installed(String name, List<String> start, List<String> stop, MailPort port) {
            this.name = name;
            this.start = start;
            this.stop = stop;
            this.port = port;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String address() {
            return "127.0.0.1:" + instance.standardPort(port);
        }

        @Override
        public Process start() throws IOException {
            return new ProcessBuilder(start)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            places.log().resolve(name + ".out").toFile()))
                    .start();
        }

        @Override
        public boolean ready() {
            return Banner.of(instance.standardPort(port)).startsWith("220");
        }

        @Override
        public void end(ProcessHandle process) {
            try {
                Shell.run(stop);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Duration patience() {
            return Duration.ofMinutes(1);
        }
    }
}
