package fr.balise.mailbox.lifecycle;

import fr.balise.mailbox.Domains;
import fr.balise.mailbox.lifecycle.Correspondents.Writer;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Who wrote lately, parted by who can be told something. Patients are never among them: their address is a national number, and a
 * queue would keep it. Pure.
 *
 * @param people who can be told; {@code software} whose address book only its owners change; {@code patients} how many of them
 */
public record Audience(List<Person> people, List<Writer> software, int patients) {
    public Audience {
        people = List.copyOf(people);
        software = List.copyOf(software);
    }

    /**
     * @param key stands for the address in forms
     * @param within whether the address is one of the MSSanté space: the sender of a message is what it claims to be, and Balise
     *     writes nowhere else
     */
    public record Person(String key, Writer writer, boolean told, boolean within) {
        public boolean tellable() {
            return within && !told;
        }
    }

    /** @param own keys of the addresses of whoever tells */
    static Audience of(List<Writer> writers, Set<String> own, Function<Writer, String> key, Predicate<Writer> told) {
        var others = writers.stream()
                .filter(writer -> !own.contains(writer.address().key()))
                .toList();
        return new Audience(
                others.stream()
                        .filter(writer -> !writer.automatic() && !writer.patient())
                        .map(writer -> new Person(key.apply(writer), writer, told.test(writer), within(writer)))
                        .toList(),
                others.stream()
                        .filter(writer -> writer.automatic() && !writer.patient())
                        .toList(),
                (int) others.stream().filter(Writer::patient).count());
    }

    private static boolean within(Writer writer) {
        return Domains.isWithin(writer.address().domain(), Domains.SPACE);
    }

    public long untold() {
        return people.stream().filter(Person::tellable).count();
    }
}
