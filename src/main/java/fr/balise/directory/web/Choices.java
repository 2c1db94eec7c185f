package fr.balise.directory.web;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the filters of the page offer. */
@Component
class Choices {
    private final JdbcClient jdbc;

    Choices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Choice(String code, String label) {}

    List<Choice> professions() {
        return of("%rofession%");
    }

    List<Choice> specialties() {
        return of("%R38%");
    }

    private List<Choice> of(String systems) {
        return jdbc.sql("""
                select code, min(label) label from directory.label
                 where system like ? and system not like '%ategorie%' group by code order by min(label)""")
                .param(systems)
                .query((r, _) -> new Choice(r.getString(1), r.getString(2)))
                .list();
    }
}
