package fr.balise.portal.cli;

import fr.balise.portal.supervisor.Instance;
import fr.balise.portal.supervisor.Instance.Kind;
import java.io.IOException;
import java.nio.file.Files;

/** What a person needs once an instance runs: where it is, and who can log in. */
final class Welcome {
    private Welcome() {}

    static void print(Instance instance) throws IOException {
        System.out.println("Portal:  " + instance.portal());
        System.out.println("Data:    " + instance.data());
        if (instance.kind() == Kind.DEMO) logins(instance);
    }

    private static void logins(Instance instance) throws IOException {
        var file = instance.data().resolve("people.json");
        if (!Files.isReadable(file)) return;
        System.out.println("Log in by choosing one of these fictional people:");
        for (var person : AdminClient.JSON.readTree(Files.readAllBytes(file)))
            System.out.printf(
                    "  %-28s %-10s %s%n",
                    person.path("name").asString(),
                    person.path("roles").path(0).asString(),
                    person.path("nationalId").asString());
    }
}
