package fr.balise.portal.supervisor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the database folder of an instance, once, as the unprivileged user: passwords, {@code initdb}, the role and the database of
 * Balise. It is made beside and renamed, so that a crash leaves none or a whole one.
 */
public final class PostgresCluster {
    /** Read by Spring as the property of that name. */
    static final String PASSWORD_FILE = "spring.datasource.password";

    private static final String ADMIN_FILE = "postgresql.admin";

    private final Path data;

    public PostgresCluster(Path data) {
        this.data = data;
    }

    static Path folder(Path data) {
        return data.resolve("postgresql").resolve("data");
    }

    static Path program(Path data, String name) {
        return PostgresBinaries.folder(data).resolve("bin").resolve(name);
    }

    /** The name and password with which databases are made and dropped. */
    public static String adminPassword(Path data) throws IOException {
        return Files.readString(data.resolve("secrets").resolve(ADMIN_FILE)).strip();
    }

    public static String adminName() {
        return "balise_admin";
    }

    /** Does nothing where a database folder stands. */
    public void makeIfMissing() throws IOException, InterruptedException {
        PostgresBinaries.unpackIfMissing(data);
        var secrets = new SecretFiles(data);
        if (Files.exists(folder(data))) {
            rolesOfTheEngine(folder(data), secrets);
            return;
        }
        var password = secrets.named(PASSWORD_FILE);
        secrets.named(ADMIN_FILE);
        var fresh = data.resolve("postgresql").resolve("data.new");
        Folders.delete(fresh);
        initialise(fresh);
        single(
                fresh,
                "postgres",
                List.of(
                        "CREATE ROLE balise LOGIN PASSWORD '" + password + "'",
                        "CREATE DATABASE balise OWNER balise",
                        "REVOKE ALL ON DATABASE postgres FROM PUBLIC"));
        rolesOfTheEngine(fresh, secrets);
        Files.move(fresh, folder(data));
    }

    /** Made once, also in a database of before the mail servers came. The server does not run yet. */
    private void rolesOfTheEngine(Path folder, SecretFiles secrets) throws IOException, InterruptedException {
        if (secrets.exists(EngineSecrets.POSTFIX)) return;
        var dovecot = secrets.named(EngineSecrets.DOVECOT);
        single(
                folder,
                "postgres",
                List.of(
                        "DROP ROLE IF EXISTS " + EngineSecrets.DOVECOT_ROLE,
                        "DROP ROLE IF EXISTS " + EngineSecrets.POSTFIX_ROLE,
                        "CREATE ROLE " + EngineSecrets.DOVECOT_ROLE + " LOGIN PASSWORD '" + dovecot + "'",
                        "CREATE ROLE " + EngineSecrets.POSTFIX_ROLE + " LOGIN PASSWORD '"
                                + secrets.fresh(EngineSecrets.POSTFIX) + "'"));
        secrets.keepFresh(EngineSecrets.POSTFIX);
    }

    private void initialise(Path fresh) throws IOException, InterruptedException {
        Shell.run(
                program(data, "initdb").toString(),
                "-D",
                fresh.toString(),
                "-U",
                adminName(),
                "--pwfile=" + data.resolve("secrets").resolve(ADMIN_FILE),
                "--auth=scram-sha-256",
                "--data-checksums",
                "--locale=C.UTF-8",
                "--encoding=UTF8");
    }

    /** Without a server and so without a network: the form that PostgreSQL offers for the first steps. */
    private void single(Path folder, String database, List<String> statements)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>(List.of(program(data, "postgres").toString(), "--single", "-D"));
        command.addAll(List.of(folder.toString(), "-c", "exit_on_error=true", database));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var in = process.getOutputStream()) {
            for (var statement : statements) in.write((statement + "\n").getBytes(StandardCharsets.UTF_8));
        }
        var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) throw new Failure("the database could not be made: " + printed.strip());
    }

    /** The packed server as it comes in its artifact. */
    static InputStream packed() {
        var packed = PostgresCluster.class.getResourceAsStream("/postgres-linux-x86_64.txz");
        if (packed == null)
            throw new Failure(
                    "PostgreSQL is packed for Linux on x86_64 alone; set balise.postgresql.url to a server of yours.");
        return packed;
    }
}
