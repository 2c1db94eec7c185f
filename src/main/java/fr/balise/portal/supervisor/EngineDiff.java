package fr.balise.portal.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** How the configuration that Dovecot and Postfix run with differs from what Balise would write. */
public final class EngineDiff {
    private final Instance instance;

    public EngineDiff(Instance instance) {
        this.instance = instance;
    }

    /**
     * The differences as {@code diff -u} tells them; empty where there are none.
     *
     * @throws Failure when the instance was never started with mail servers
     */
    public String tell() throws IOException, InterruptedException {
        return EngineOwner.of(instance) == EngineOwner.SYSTEM ? system() : own();
    }

    private String system() throws IOException, InterruptedException {
        var values = EngineValues.system(instance, Account.ensure());
        return compare(values.places().dovecot(), EngineFiles.dovecot(values))
                + compare(values.places().postfix(), EngineFiles.postfix(values));
    }

    private String own() throws IOException, InterruptedException {
        if (!Files.isDirectory(instance.dovecotFolder()))
            throw new Failure("this instance never ran with Dovecot and Postfix.");
        var account = Account.ensure();
        var values = EngineValues.own(instance, account, EngineValues.sockets(instance));
        var told = new StringBuilder(compare(instance.dovecotFolder(), EngineFiles.dovecot(values)));
        if (Files.isDirectory(instance.postfixFolder()))
            told.append(compare(instance.postfixFolder().resolve("etc"), new PostfixFolder(instance, account).files()));
        return told.toString();
    }

    private static String compare(Path folder, Map<String, String> wanted) throws IOException, InterruptedException {
        if (Files.isDirectory(folder) && !Files.isReadable(folder))
            throw new Failure(folder + " cannot be read: run this as root.");
        var told = new StringBuilder();
        for (var file : wanted.entrySet())
            told.append(Shell.difference(folder.resolve(file.getKey()), file.getValue()));
        return told.toString();
    }
}
