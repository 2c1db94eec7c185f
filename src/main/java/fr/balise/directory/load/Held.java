package fr.balise.directory.load;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.postgresql.PGConnection;

/** Reads what the directory holds, as far as a load must know it: numbers and hashes, no names. */
final class Held {
    private final Connection connection;
    private final Hashes hashes;
    private final NationalKeys keys;
    private final OffHeap memory;

    Held(Connection connection, Hashes hashes, OffHeap memory) {
        this.connection = connection;
        this.memory = memory;
        this.hashes = hashes;
        this.keys = new NationalKeys(hashes);
    }

    Known people() throws SQLException {
        var known = new Known(memory, count("person"));
        stream(
                5,
                "select id, national_id, row_hash, coalesce(told_by, 0::smallint), gone_since is not null from directory.person",
                r -> known.hold(keys.of(r.bytes(), r.from(1), r.to(1)), r.bigint(0), r.bigint(2), marks(r, 3, 4)));
        return known;
    }

    Known structures(Aliases aliases) throws SQLException {
        var known = new Known(memory, count("structure"));
        stream(8, """
                select id, national_id, row_hash, coalesce(told_by, 0::smallint), gone_since is not null,
                       technical_id, '1' || finess, '3' || siret
                  from directory.structure""", r -> {
            int number = known.hold(key(r, 1), r.bigint(0), r.bigint(2), marks(r, 3, 4));
            for (int alias = 5; alias < 8; alias++) if (r.has(alias)) aliases.add(key(r, alias), number);
        });
        return known;
    }

    /** Those of the activity file, and those that only a mailbox row named, which the activity file may claim. */
    Known situations(Bearers people, Bearers structures) throws SQLException {
        var known = new Known(memory, count("situation"));
        // Present rows last: of two with one key they are meant.
        for (var which : List.of("is not null order by gone_since", "is null"))
            stream(9, """
                    select id, person_id, structure_id, row_hash, gone_since is not null, profession, mode, role, kind
                      from directory.situation where source = 'activity' and gone_since %s""".formatted(which), r -> {
                long codes = 0;
                for (int column = 5; column < 9; column++)
                    codes = hashes.mix(codes, hashes.of(r.bytes(), r.from(column), r.to(column)));
                long key = Situations.key(hashes, r.bigint(1), r.bigint(2), codes);
                known.hold(key, r.bigint(0), r.bigint(3), r.flag(4) ? Known.GONE : 0);
                if (r.flag(4)) return;
                people.had(r.bigint(1), Kind.ACTIVITY);
                structures.had(r.bigint(2), Kind.ACTIVITY);
            });
        return known;
    }

    Known addresses() throws SQLException {
        var known = new Known(memory, count("address"));
        stream(5, """
                select d.id, d.key, d.row_hash, d.gone_since is not null,
                       exists (select 1 from directory.attachment a where a.address_id = d.id and a.source = 'local' and a.gone_since is null)
                  from directory.address d""", r -> {
            int marks = (r.flag(3) ? Known.GONE : 0) | (r.flag(4) ? Known.LOCAL : 0);
            known.hold(hashes.of(r.bytes(), r.from(1), r.to(1)), r.bigint(0), r.bigint(2), marks);
        });
        return known;
    }

    Known attachments(Bearers people, Bearers structures) throws SQLException {
        var known = new Known(memory, count("attachment"));
        stream(6, """
                select id, address_id, person_id, structure_id, row_hash, gone_since is not null
                  from directory.attachment where source = 'national'""", r -> {
            long key = Attachments.key(hashes, r.bigint(1), r.bigint(2), r.bigint(3));
            known.hold(key, r.bigint(0), r.bigint(4), r.flag(5) ? Known.GONE : 0);
            if (r.flag(5)) return;
            people.had(r.bigint(2), Kind.MAILBOX);
            structures.had(r.bigint(3), Kind.MAILBOX);
        });
        return known;
    }

    /** Those of the files that this load has. */
    Known qualifications(Bearers people, Set<Kind> kinds) throws SQLException {
        var known = new Known(memory, count("qualification"));
        var words = (kinds.contains(Kind.SKILL) ? "'skill'," : "")
                + (kinds.contains(Kind.DIPLOMA) ? "'diploma', 'authorisation'," : "")
                + "''";
        stream(7, """
                select id, person_id, kind, code, coalesce(profession, ''), coalesce(type, ''), kind = 'skill'
                  from directory.qualification where kind in (%s)""".formatted(words), r -> {
            long key = Qualifications.key(hashes, r.bigint(1), hash(r, 2), hash(r, 3), hash(r, 4), hash(r, 5));
            known.hold(key, r.bigint(0), 0, r.flag(6) ? Kind.SKILL.bit : Kind.DIPLOMA.bit);
            people.had(r.bigint(1), r.flag(6) ? Kind.SKILL : Kind.DIPLOMA);
        });
        return known;
    }

    private long hash(HeldRow row, int column) {
        return hashes.of(row.bytes(), row.from(column), row.to(column));
    }

    private long key(HeldRow row, int column) {
        return keys.of(row.bytes(), row.from(column), row.to(column));
    }

    private static int marks(HeldRow row, int teller, int gone) {
        return row.smallint(teller) | (row.flag(gone) ? Known.GONE : 0);
    }

    /** Roughly, as the planner believes: tables of keys grow by themselves. */
    private int count(String table) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select greatest(reltuples, 0)::int from pg_class where oid = 'directory." + table
                                + "'::regclass")) {
            row.next();
            return row.getInt(1);
        }
    }

    private void stream(int columns, String sql, Consumer<HeldRow> each) throws SQLException {
        var copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy (" + sql + ") to stdout (format binary)");
        try {
            var row = new HeldRow(columns);
            boolean first = true;
            for (var message = copy.readFromCopy(); message != null; message = copy.readFromCopy()) {
                if (row.cut(message, first)) each.accept(row);
                first = false;
            }
        } finally {
            if (copy.isActive()) copy.cancelCopy();
        }
    }

    /** Marks by id the people or structures that a kind of file had. */
    static final class Bearers {
        private final Known known;
        private final int[] byId;

        Bearers(Known known) {
            this.known = known;
            int largest = 0;
            for (int i = 0; i < known.size(); i++) largest = Math.max(largest, known.id(i));
            byId = new int[largest + 1];
            for (int i = 0; i < known.size(); i++) byId[known.id(i)] = i + 1;
        }

        void had(long id, Kind kind) {
            if (id > 0 && id < byId.length && byId[(int) id] > 0) known.hadIn(byId[(int) id] - 1, kind.bit);
        }
    }
}
