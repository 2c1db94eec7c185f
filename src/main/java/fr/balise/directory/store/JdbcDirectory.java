package fr.balise.directory.store;

import fr.balise.directory.Directory;
import fr.balise.directory.DirectoryAge;
import fr.balise.directory.Listing;
import fr.balise.directory.Person;
import fr.balise.directory.Situation;
import fr.balise.directory.Structure;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.NationalPersonId;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcDirectory implements Directory {
    private final JdbcClient jdbc;
    private final Situations situations;
    private final Listings listings;
    private final Homonyms homonyms;
    private final Files files;

    JdbcDirectory(JdbcClient jdbc, Situations situations, Listings listings, Homonyms homonyms, Files files) {
        this.jdbc = jdbc;
        this.situations = situations;
        this.listings = listings;
        this.homonyms = homonyms;
        this.files = files;
    }

    @Override
    public Optional<Person> person(NationalPersonId id) {
        return personWhere("p.national_id = ?", id.value());
    }

    @Override
    public Optional<Person> person(long id) {
        return personWhere("p.id = ?", id);
    }

    @Override
    public Optional<Structure> structure(long id) {
        return structureWhere("t.id = ?", id);
    }

    @Override
    public Optional<Structure> structure(String nationalId) {
        return structureWhere("t.national_id = ?", nationalId);
    }

    @Override
    public List<Situation> situations(long person) {
        return situations.ofPerson(person);
    }

    @Override
    public Optional<Situation> situation(long id) {
        return situations.withId(id).stream().findFirst();
    }

    @Override
    public List<Situation> situationsAt(long structure) {
        return situations.atStructure(structure);
    }

    @Override
    public List<Listing> listingsOfPerson(long person) {
        return listings.ofPerson(person);
    }

    @Override
    public List<Listing> listingsOfStructure(long structure) {
        return listings.ofStructure(structure);
    }

    @Override
    public List<Listing> listings(MailAddress address) {
        return listings(List.of(address));
    }

    @Override
    public List<Listing> listings(Collection<MailAddress> addresses) {
        return listings.of(addresses);
    }

    @Override
    public List<Person> people(Collection<Long> ids) {
        return peopleWhere(Among.ids("p.id", "?"), ids.toArray(Long[]::new));
    }

    @Override
    public List<Person> numbered(Collection<NationalPersonId> ids) {
        return peopleWhere(
                Among.texts("p.national_id", "?"),
                ids.stream().map(NationalPersonId::value).toArray(String[]::new));
    }

    @Override
    public List<Situation> situations(Collection<Long> people) {
        return situations.ofPeople(people);
    }

    @Override
    public List<Listing> listingsOfPeople(Collection<Long> people) {
        return listings.ofPeople(people);
    }

    @Override
    public Map<String, List<Person>> named(Collection<String> names) {
        return homonyms.named(names);
    }

    @Override
    public List<Person> homonyms(long person) {
        return person(person).map(homonyms::of).orElse(List.of());
    }

    @Override
    public DirectoryAge age() {
        return files.age();
    }

    @Override
    public Optional<LocalDate> beginning() {
        return files.beginning();
    }

    private Optional<Person> personWhere(String condition, Object value) {
        return jdbc.sql("select " + Read.PERSON + " from directory.person p where " + condition)
                .param(value)
                .query(Read::person)
                .optional();
    }

    private List<Person> peopleWhere(String condition, Object values) {
        return jdbc.sql("select " + Read.PERSON + " from directory.person p where " + condition)
                .param(values)
                .query(Read::person)
                .list();
    }

    private Optional<Structure> structureWhere(String condition, Object value) {
        return jdbc.sql("select " + Read.STRUCTURE + " from directory.structure t where " + condition)
                .param(value)
                .query(Read::structure)
                .optional();
    }
}
