package fr.balise.portal.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes Dovecot's folder, the certificates of a test authority and the secrets; started by the supervisor as the unprivileged user. */
final class PrepareEngine {
    private PrepareEngine() {}

    /** Arguments: kind, home, data, offset, name of the account, folder of the sockets. */
    static void main(String... args) throws IOException, InterruptedException {
        try {
            var instance = new Instance(
                    Instance.Kind.valueOf(args[0]),
                    Path.of(args[1]),
                    Path.of(args[2]),
                    Integer.parseInt(args[3]),
                    List.of());
            prepare(instance, new Account(args[4], List.of()), Path.of(args[5]));
        } catch (Failure failure) {
            System.out.println(failure.getMessage());
            System.exit(1);
        }
    }

    static void prepare(Instance instance, Account account, Path sockets) throws IOException, InterruptedException {
        var values = new EngineValues(instance, account, sockets);
        Files.createDirectories(instance.dovecotFolder());
        Files.createDirectories(instance.data().resolve("engine").resolve("state"));
        Files.createDirectories(instance.data().resolve("mail"));
        Files.createDirectories(sockets);
        new TestAuthority(instance.certificates()).makeIfMissing(values.hostname());
        for (var file : dovecot(values).entrySet()) {
            var path = instance.dovecotFolder().resolve(file.getKey());
            EditedFiles.keep(path, file.getValue());
            Files.writeString(path, file.getValue());
        }
    }

    static java.util.Map<String, String> dovecot(EngineValues values) throws IOException {
        return EngineFiles.render("dovecot", EngineFiles.DOVECOT, values.dovecot());
    }
}
