package fr.balise.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The baseline of delivery: the same Postfix and Dovecot with the same configuration, but every lookup that production makes in the database
 * is a table in a file, and nothing is told to Balise.
 */
final class StaticTables {
    private StaticTables() {}

    static void write(Path dovecot, Path postfix, List<String> addresses, String domain, Path mail) throws IOException {
        postfix(postfix, addresses, domain);
        dovecot(dovecot, addresses, mail);
    }

    private static void postfix(Path folder, List<String> addresses, String domain) throws IOException {
        Files.writeString(folder.resolve("static-empty"), "");
        Files.writeString(folder.resolve("static-domains"), domain + " OK\n");
        Files.write(
                folder.resolve("static-mailboxes"),
                addresses.stream().map(address -> address + " OK").toList());
        for (var name : List.of("main.cf", "master.cf")) {
            var file = folder.resolve(name);
            Files.writeString(
                    file,
                    Files.readString(file)
                            .replace("proxy:pgsql:" + folder + "/domains.cf", "texthash:" + folder + "/static-domains")
                            .replace(
                                    "proxy:pgsql:" + folder + "/mailboxes.cf",
                                    "texthash:" + folder + "/static-mailboxes")
                            .replaceAll("proxy:pgsql:\\S+?/[a-z-]+\\.cf", "texthash:" + folder + "/static-empty"));
        }
    }

    private static void dovecot(Path folder, List<String> addresses, Path mail) throws IOException {
        var users = folder.resolve("static-users");
        Files.write(
                users,
                addresses.stream()
                        .map(address -> address + ":::::" + mail + "/static-"
                                + address.substring(0, address.indexOf('@')) + "::userdb_quota_rule=*:bytes=1073741824")
                        .toList());
        var file = folder.resolve("dovecot.conf");
        Files.writeString(
                file,
                Files.readString(file)
                        .replaceAll(
                                "(?s)userdb \\{.*?\\n\\}",
                                "userdb {\n  driver = passwd-file\n  args = username_format=%Lu " + users + "\n}")
                        .replace(" quota_clone", "")
                        .replace(" last_login", "")
                        .replaceAll(
                                "(?m)^ *(quota_clone_dict|sieve_before|last_login_dict|last_login_key|last_login_precision) *=.*$",
                                "")
                        .replaceAll("(?s)metric [a-z]+ \\{.*?\\n\\}", "")
                        .replaceAll("(?s)event_exporter balise \\{.*?\\n\\}", ""));
    }
}
