package fr.balise.directory;

import fr.balise.directory.search.DirectorySearch;
import fr.balise.directory.search.SearchAnswer;
import fr.balise.directory.search.SearchRequest;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How much the directory holds now: what {@code status} shows. */
@Repository
public class DirectoryFigures {
    private final JdbcClient jdbc;
    private final Directory directory;
    private final DirectorySearch search;

    DirectoryFigures(JdbcClient jdbc, Directory directory, DirectorySearch search) {
        this.jdbc = jdbc;
        this.directory = directory;
        this.search = search;
    }

    /**
     * Present rows alone, and of the mailboxes those that anybody may see.
     *
     * @param asOf date of the newest mailbox file applied, else of the newest activity file; null before the first load
     */
    public record Figures(@Nullable LocalDate asOf, long persons, long organizations, long mailboxes) {}

    public Figures now() {
        return jdbc.sql("""
                select (select count(*) from directory.person where gone_since is null) persons,
                       (select count(*) from directory.structure where gone_since is null) organizations,
                       (select count(*) from directory.address d where gone_since is null
                           and not exists (select 1 from directory.attachment u
                                            where u.address_id = d.id and u.unlisted and u.gone_since is null)) mailboxes""")
                .query((r, _) -> new Figures(
                        directory.age().told(),
                        r.getLong("persons"),
                        r.getLong("organizations"),
                        r.getLong("mailboxes")))
                .single();
    }

    /** {@code ready}, or how far the search is prepared. */
    public String search() {
        return switch (search.search(SearchRequest.of(""))) {
            case SearchAnswer.Found _ -> "ready";
            case SearchAnswer.BeingPrepared(int percent) -> "being prepared (" + percent + " %)";
        };
    }
}
