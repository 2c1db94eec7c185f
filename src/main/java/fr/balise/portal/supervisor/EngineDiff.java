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
        if (!Files.isDirectory(instance.dovecotFolder()))
            throw new Failure("this instance never ran with Dovecot and Postfix.");
        var account = Account.ensure();
        var values = new EngineValues(instance, account, EngineValues.sockets(instance));
        var told = new StringBuilder(compare(instance.dovecotFolder(), PrepareEngine.dovecot(values)));
        if (Files.isDirectory(instance.postfixFolder()))
            told.append(compare(instance.postfixFolder().resolve("etc"), new PostfixFolder(instance, account).files()));
        return told.toString();
    }

    private static String compare(Path folder, Map<String, String> wanted) throws IOException, InterruptedException {
        var told = new StringBuilder();
        for (var file : wanted.entrySet())
            told.append(Shell.difference(folder.resolve(file.getKey()), file.getValue()));
        return told.toString();
    }
}
