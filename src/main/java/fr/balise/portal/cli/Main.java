package fr.balise.portal.cli;

import fr.balise.portal.supervisor.Failure;
import fr.balise.portal.supervisor.Instance.Kind;
import java.nio.file.Path;

/** Exit status: 0 done, 1 failed with one sentence on standard error, 2 wrong usage. */
final class Main {
    private Main() {}

    static void main(String... typed) {
        System.exit(run(typed));
    }

    static int run(String... typed) {
        try {
            var arguments = Arguments.parse(typed);
            var places = new Places(Path.of(System.getProperty("balise.home", ".")), System.getenv());
            return call(arguments, places);
        } catch (Arguments.Wrong wrong) {
            System.err.println("balise: " + wrong.getMessage());
            return 2;
        } catch (Failure failure) {
            System.err.println("balise: " + failure.getMessage());
            return 1;
        } catch (InterruptedException stopped) {
            return 1;
        } catch (Exception broken) {
            System.err.println("balise: " + Unexpected.sentence(broken));
            if (System.getenv(Unexpected.DEBUG) != null) broken.printStackTrace();
            return 1;
        }
    }

    private static int call(Arguments arguments, Places places) throws Exception {
        if (arguments.has("help")) return Help.print();
        return switch (arguments.call()) {
            case "demo" -> new StartCommand(places, Kind.DEMO).run(arguments);
            case "up" -> new StartCommand(places, Kind.MAIN).run(arguments);
            case "supervise" -> new StartCommand(places, Kind.MAIN).supervise(arguments);
            case "down" -> new DownCommand(places).run(arguments);
            case "status" -> new StatusCommand(places).run(arguments);
            case "import" -> new ImportCommand(places).run(arguments);
            case "search" -> new SearchCommand(places).run(arguments);
            case "grant" -> new GrantCommand(places).run(arguments);
            case "key" -> new KeyCommand(places).run(arguments);
            case "backup" -> new BackupCommand(places).run(arguments);
            case "restore" -> new RestoreCommand(places).run(arguments);
            case "engine" -> new EngineCommand(places).run(arguments);
            case "reset" -> new ResetCommand(places).run(arguments);
            case "help" -> Help.print();
            default -> throw new Arguments.Wrong("no call named " + arguments.call() + "; ./balise help lists them");
        };
    }
}
