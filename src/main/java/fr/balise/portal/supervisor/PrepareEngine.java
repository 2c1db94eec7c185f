package fr.balise.portal.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes Dovecot's folder, the certificates of a test authority and the secrets; started by the supervisor as the unprivileged user. */
final class PrepareEngine {
    private PrepareEngine() {}

    /** Arguments: kind, home, data, offset, name of the account, folder of the sockets (none where the servers are the system's). */
    static void main(String... args) throws IOException, InterruptedException {
        try {
            var instance = new Instance(
                    Instance.Kind.valueOf(args[0]),
                    Path.of(args[1]),
                    Path.of(args[2]),
                    Integer.parseInt(args[3]),
                    List.of());
            var account = new Account(args[4], List.of());
            if (args.length > 5) prepare(instance, account, Path.of(args[5]));
            else prepareForSystem(instance, account);
        } catch (Failure failure) {
            System.out.println(failure.getMessage());
            System.exit(1);
        }
    }

    static void prepare(Instance instance, Account account, Path sockets) throws IOException, InterruptedException {
        var values = EngineValues.own(instance, account, sockets);
        Files.createDirectories(values.places().dovecot());
        Files.createDirectories(values.places().dovecotState());
        Files.createDirectories(sockets);
        shared(instance, values);
        for (var file : EngineFiles.dovecot(values).entrySet()) {
            var path = values.places().dovecot().resolve(file.getKey());
            EditedFiles.keep(path, file.getValue());
            Files.writeString(path, file.getValue());
        }
    }

    /** The secrets that a rendered configuration will hold are made here, so that they belong to the user who reads them. */
    static void prepareForSystem(Instance instance, Account account) throws IOException, InterruptedException {
        var values = EngineValues.system(instance, account);
        shared(instance, values);
        EngineFiles.dovecot(values);
        EngineFiles.postfix(values);
    }

    private static void shared(Instance instance, EngineValues values) throws IOException, InterruptedException {
        Files.createDirectories(instance.data().resolve("mail"));
        new TestAuthority(instance.certificates()).makeIfMissing(values.hostname());
    }
}
