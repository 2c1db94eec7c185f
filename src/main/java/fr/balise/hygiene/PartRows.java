package fr.balise.hygiene;

import fr.balise.hygiene.Cleaning.Part;
import fr.balise.mailstore.AccountId;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Chosen messages by group and folder, in the tables of whoever chose them; names of folders are sealed. */
@Repository
class PartRows {
    private final JdbcClient jdbc;
    private final StockRows names;

    PartRows(JdbcClient jdbc, StockRows names) {
        this.jdbc = jdbc;
        this.names = names;
    }

    /** Whose part it is. */
    enum Of {
        CLEANING("cleaning", "back_at"),
        ARCHIVE("archive", "null::timestamptz");

        private final String word;
        private final String backAt;

        Of(String word, String backAt) {
            this.word = word;
            this.backAt = backAt;
        }
    }

    void add(Of of, long id, AccountId account, Part part) {
        jdbc.sql("insert into hygiene." + of.word + "_part (" + of.word
                        + ", part, grp, folder, uid_validity, uids, octets)"
                        + " values (:id, :part, :grp, :folder, :validity, :uids, :octets)")
                .param("id", id)
                .param("part", part.number())
                .param("grp", part.group().name())
                .param("folder", names.sealed(part.folder(), account))
                .param("validity", part.uidValidity())
                .param("uids", part.uids().toArray(Long[]::new))
                .param("octets", part.octets())
                .update();
    }

    List<Part> of(Of of, long id, AccountId account) {
        return jdbc.sql("select part, grp, folder, uid_validity, uids, octets, " + of.backAt + " as back_at"
                        + " from hygiene." + of.word + "_part where " + of.word + " = :id order by part")
                .param("id", id)
                .query((row, _) -> new Part(
                        row.getInt("part"),
                        Group.valueOf(row.getString("grp")),
                        names.opened(row.getBytes("folder"), account),
                        row.getLong("uid_validity"),
                        Arrays.asList((Long[]) row.getArray("uids").getArray()),
                        row.getLong("octets"),
                        Columns.instant(row, "back_at")))
                .list();
    }
}
