package fr.balise.directory.store;

import fr.balise.directory.Directory;
import fr.balise.directory.Situation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Practice situations with their structure and labels. */
@Repository
class Situations {
    private final JdbcClient jdbc;
    private final Nomenclatures nomenclatures;

    Situations(JdbcClient jdbc, Nomenclatures nomenclatures) {
        this.jdbc = jdbc;
        this.nomenclatures = nomenclatures;
    }

    List<Situation> ofPerson(long person) {
        return where("s.person_id = ?", person);
    }

    List<Situation> ofPeople(Collection<Long> people) {
        return where(Among.ids("s.person_id", "?"), people.toArray(Long[]::new));
    }

    List<Situation> atStructure(long structure) {
        return where(
                "s.id in (select id from directory.situation where structure_id = ? and gone_since is null order by id limit "
                        + Directory.MOST_AT_A_STRUCTURE + ")",
                structure);
    }

    List<Situation> withId(long id) {
        return where("s.id = ?", id);
    }

    private List<Situation> where(String condition, Object value) {
        var rows = jdbc.sql("""
                select s.*, %s from directory.situation s left join directory.structure t on t.id = s.structure_id
                 where %s order by s.id""".formatted(Read.STRUCTURE, condition))
                .param(value)
                .query(Situations::row)
                .list();
        var codes = new HashSet<String>();
        for (var row : rows) row.codes().forEach(codes::add);
        var labelled = nomenclatures.labelled(codes);
        return rows.stream().map(row -> row.labelled(labelled)).toList();
    }

    private static Row row(ResultSet r, int number) throws SQLException {
        var bare = new Situation(
                r.getLong("id"),
                r.getLong("person_id"),
                Read.id(r, "structure_id") == null ? null : Read.structure(r, number),
                null,
                List.of(),
                null,
                null,
                null,
                "activity".equals(r.getString("source")) ? Situation.Source.ACTIVITY : Situation.Source.MAILBOX,
                Read.presence(r, ""));
        return new Row(
                bare,
                r.getString("profession"),
                r.getString("mode"),
                r.getString("role"),
                r.getString("sector"),
                Stream.of((String[]) r.getArray("skills").getArray())
                        .map(Situations::code)
                        .toList());
    }

    /** The tables keep {@code type:code}. */
    private static String code(String skill) {
        return skill.substring(skill.indexOf(':') + 1);
    }

    private record Row(
            Situation bare,
            @Nullable String profession,
            @Nullable String mode,
            @Nullable String role,
            @Nullable String sector,
            List<String> skills) {

        Stream<String> codes() {
            return Stream.concat(
                    skills.stream(), Stream.of(profession, mode, role, sector).filter(c -> c != null));
        }

        Situation labelled(Nomenclatures.Labelled labels) {
            return new Situation(
                    bare.id(),
                    bare.person(),
                    bare.structure(),
                    labels.coded(Nomenclatures.PROFESSION, profession),
                    labels.skills(skills),
                    labels.coded(Nomenclatures.MODE, mode),
                    labels.coded(Nomenclatures.ROLE, role),
                    labels.coded(Nomenclatures.SECTOR, sector),
                    bare.source(),
                    bare.presence());
        }
    }
}
