package fr.balise.mailbox;

import fr.balise.identity.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/** Operator sheets in PostgreSQL. */
@Repository
class KeptSheets implements OperatorSheets {
    private static final Pattern DOMAIN =
            Pattern.compile("(?=.{4,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+");
    private static final int LONGEST = 2000;
    private static final String SHEETS = """
            select s.*, array(select d.domain from mailbox.operator_domain d where d.sheet = s.id order by 1) domains
              from mailbox.operator_sheet s
            """;

    private final JdbcClient jdbc;
    private final Traces traces;

    KeptSheets(JdbcClient jdbc, Traces traces) {
        this.jdbc = jdbc;
        this.traces = traces;
    }

    @Override
    public Optional<OperatorSheet> forDomain(String domain) {
        return jdbc.sql(SHEETS + """
                        join mailbox.operator_domain d on d.sheet = s.id
                         where d.domain in (:candidates) order by length(d.domain) desc limit 1""")
                .param("candidates", candidates(domain.toLowerCase(Locale.ROOT)))
                .query(KeptSheets::read)
                .optional();
    }

    /** The domain and everything that it is a sub-domain of. */
    private static List<String> candidates(String domain) {
        var candidates = new ArrayList<String>();
        for (int from = 0; from >= 0 && candidates.size() < 20; ) {
            candidates.add(domain.substring(from));
            int dot = domain.indexOf('.', from);
            from = dot < 0 ? -1 : dot + 1;
        }
        return candidates;
    }

    @Override
    public Outcome<List<OperatorSheet>> all(Actor actor) {
        if (!actor.is(Actor.Role.OPERATOR)) return Outcome.refused(new Refusal.NotAllowed());
        return Outcome.done(jdbc.sql(SHEETS + " order by s.name, s.id")
                .query(KeptSheets::read)
                .list());
    }

    @Override
    @Transactional
    public Outcome<OperatorSheet> save(Actor actor, OperatorSheet sheet) {
        if (!actor.is(Actor.Role.OPERATOR)) return Outcome.refused(new Refusal.NotAllowed());
        if (!isSound(sheet)) return Outcome.refused(new Refusal.NotASheet());
        try {
            return write(actor, sheet);
        } catch (DuplicateKeyException taken) {
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
            return Outcome.refused(new Refusal.NotASheet());
        }
    }

    private static boolean isSound(OperatorSheet sheet) {
        return !sheet.name().isBlank()
                && !sheet.domains().isEmpty()
                && sheet.domains().stream()
                        .allMatch(domain -> DOMAIN.matcher(domain).matches())
                && (sheet.delayDays() == null || sheet.delayDays() > 0)
                && (sheet.form() == null || sheet.form().matches("https?://\\S+")) // a link of the portal: nothing else
                && java.util.stream.Stream.of(
                                sheet.name(), sheet.support(), sheet.form(), sheet.hospitalIt(), sheet.procedure())
                        .allMatch(text -> text == null || text.length() <= LONGEST);
    }

    private Outcome<OperatorSheet> write(Actor actor, OperatorSheet sheet) {
        var id = sheet.id() == 0 ? Optional.of(insert(sheet)) : update(sheet);
        if (id.isEmpty()) return Outcome.refused(new Refusal.NotFound());
        jdbc.sql("delete from mailbox.operator_domain where sheet = :id")
                .param("id", id.get())
                .update();
        for (var domain : List.copyOf(new java.util.TreeSet<>(sheet.domains())))
            jdbc.sql("insert into mailbox.operator_domain (domain, sheet) values (:domain, :id)")
                    .param("domain", domain)
                    .param("id", id.get())
                    .update();
        traces.of(actor.auditName(), "sheet", "sheet:" + id.get(), Map.of(), Map.of("name", sheet.name()));
        return Outcome.done(jdbc.sql(SHEETS + " where s.id = :id")
                .param("id", id.get())
                .query(KeptSheets::read)
                .single());
    }

    private long insert(OperatorSheet sheet) {
        return bound(
                        "insert into mailbox.operator_sheet"
                                + " (name, support, form, hospital_it, delay_days, procedure, verified_on)"
                                + " values (:name, :support, :form, :it, :delay, :procedure, :verified) returning id",
                        sheet)
                .query(Long.class)
                .single();
    }

    private Optional<Long> update(OperatorSheet sheet) {
        return bound(
                        "update mailbox.operator_sheet set name = :name, support = :support, form = :form,"
                                + " hospital_it = :it, delay_days = :delay, procedure = :procedure, verified_on = :verified"
                                + " where id = :id returning id",
                        sheet)
                .param("id", sheet.id())
                .query(Long.class)
                .optional();
    }

    private JdbcClient.StatementSpec bound(String sql, OperatorSheet sheet) {
        return jdbc.sql(sql)
                .param("name", sheet.name().strip())
                .param("support", sheet.support())
                .param("form", sheet.form())
                .param("it", sheet.hospitalIt())
                .param("delay", sheet.delayDays())
                .param("procedure", sheet.procedure())
                .param("verified", sheet.verifiedOn());
    }

    private static OperatorSheet read(ResultSet row, int number) throws SQLException {
        return new OperatorSheet(
                row.getLong("id"),
                row.getString("name"),
                List.of((String[]) row.getArray("domains").getArray()),
                row.getString("support"),
                row.getString("form"),
                row.getString("hospital_it"),
                row.getObject("delay_days", Integer.class),
                row.getString("procedure"),
                row.getObject("verified_on", LocalDate.class));
    }
}
