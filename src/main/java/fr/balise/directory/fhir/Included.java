package fr.balise.directory.fhir;

import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What a page brings along besides its matches. */
@Repository
class Included {
    /** Situations brought along with one page: a hospital has thousands. */
    static final int MOST_ROLES = 2000;

    private final JdbcClient jdbc;

    Included(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Wanted(Map<Kind, Set<Long>> byKind, boolean cut) {
        Set<Long> ids(Kind kind) {
            return byKind.getOrDefault(kind, Set.of());
        }
    }

    Wanted of(Asked asked, List<Long> matches) {
        var wanted = new EnumMap<Kind, Set<Long>>(Kind.class);
        var roles = asked.kind() == Kind.ROLE ? matches : rolesOf(asked, matches);
        boolean cut = asked.kind() != Kind.ROLE && roles.size() > MOST_ROLES;
        if (asked.kind() != Kind.ROLE) add(wanted, Kind.ROLE, cut ? roles.subList(0, MOST_ROLES) : roles);
        for (var include : asked.includes())
            switch (include.substring(include.indexOf('=') + 1)) {
                case "PractitionerRole:practitioner" -> follow(include, wanted, Kind.PRACTITIONER, "person_id", roles);
                case "PractitionerRole:organization" ->
                    follow(include, wanted, Kind.ORGANIZATION, "structure_id", roles);
                case "Organization:partof" -> add(wanted, Kind.ORGANIZATION, parents(matches));
                default -> throw new IllegalStateException("an include that the reader let through");
            }
        wanted.computeIfPresent(asked.kind(), (_, ids) -> without(ids, matches));
        return new Wanted(wanted, cut);
    }

    /** The situations that name the matches. */
    private List<Long> rolesOf(Asked asked, List<Long> matches) {
        if (asked.includes().stream().noneMatch(i -> i.startsWith("_revinclude="))) return List.of();
        var column = asked.kind() == Kind.PRACTITIONER ? "person_id" : "structure_id";
        return ids(
                "select id from directory.situation where " + column
                        + " = any (?) and gone_since is null order by id limit " + (MOST_ROLES + 1),
                matches);
    }

    private void follow(String include, Map<Kind, Set<Long>> wanted, Kind kind, String column, List<Long> roles) {
        if (include.startsWith("_revinclude=")) return;
        add(
                wanted,
                kind,
                ids(
                        "select distinct r." + column + " from directory.situation r where r.id = any (?) and r."
                                + column + " is not null and " + Public.active(Kind.ROLE),
                        roles));
    }

    private List<Long> parents(List<Long> structures) {
        return ids("""
                select min(e.id) from directory.structure r join directory.structure e on e.finess = r.finess_legal and e.id <> r.id
                 where r.id = any (?) and r.gone_since is null group by r.id""", structures);
    }

    private List<Long> ids(String sql, Collection<Long> of) {
        return jdbc.sql(sql)
                .param(of.toArray(Long[]::new))
                .query((r, _) -> r.getLong(1))
                .list();
    }

    private static void add(Map<Kind, Set<Long>> wanted, Kind kind, Collection<Long> ids) {
        wanted.computeIfAbsent(kind, _ -> new LinkedHashSet<>()).addAll(ids);
    }

    private static Set<Long> without(Set<Long> ids, List<Long> matches) {
        var rest = new LinkedHashSet<>(ids);
        matches.forEach(rest::remove);
        return rest;
    }

    static OperationOutcome warning() {
        return Bad.outcome(
                IssueSeverity.WARNING,
                IssueType.INCOMPLETE,
                "More than " + MOST_ROLES
                        + " situations belong to this page; not all are included. Search PractitionerRole with"
                        + " organization or practitioner, which is paged.");
    }
}
