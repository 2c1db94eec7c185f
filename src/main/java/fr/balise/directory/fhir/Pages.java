package fr.balise.directory.fhir;

import ca.uhn.fhir.model.api.ResourceMetadataKeyEnum;
import ca.uhn.fhir.model.valueset.BundleEntrySearchModeEnum;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads pages and single resources, each in one snapshot of the database. */
@Component
class Pages {
    private final Found found;
    private final Practitioners practitioners;
    private final Roles roles;
    private final Organizations organizations;
    private final Included included;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    Pages(
            Found found,
            Practitioners practitioners,
            Roles roles,
            Organizations organizations,
            Included included,
            JdbcClient jdbc,
            FhirSettings settings,
            PlatformTransactionManager transactions) {
        this.found = found;
        this.practitioners = practitioners;
        this.roles = roles;
        this.organizations = organizations;
        this.included = included;
        this.jdbc = jdbc;
        transaction = new TransactionTemplate(transactions);
        transaction.setReadOnly(true);
        transaction.setTimeout(Math.toIntExact(settings.longestSearch().toSeconds()));
    }

    /** In the transaction of a writer, if there is one. */
    Optional<DomainResource> one(Kind kind, long id, Viewer viewer) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) return first(kind, id, viewer);
        return inSnapshot(() -> first(kind, id, viewer));
    }

    private Optional<DomainResource> first(Kind kind, long id, Viewer viewer) {
        return read(kind, List.of(id), viewer).stream().findFirst().map(DomainResource.class::cast);
    }

    Page page(Asked asked, long after, Viewer viewer) {
        return inSnapshot(() -> read(asked, after, viewer));
    }

    /** Told to the transaction itself: set on the connection, as Spring would, it is asked, set and set back by three more round trips. */
    private <T> T inSnapshot(Supplier<T> reading) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            jdbc.sql("set transaction isolation level repeatable read").update();
            return reading.get();
        }));
    }

    private Page read(Asked asked, long after, Viewer viewer) {
        if (asked.count() == 0) return new Page(List.of(), null, found.count(asked));
        var ids = found.ids(asked, after, asked.count() + 1);
        boolean more = ids.size() > asked.count();
        var shown = more ? ids.subList(0, asked.count()) : ids;
        var resources = new ArrayList<Resource>();
        for (var match : read(asked.kind(), shown, viewer))
            resources.add(marked(match, BundleEntrySearchModeEnum.MATCH));
        if (!asked.includes().isEmpty()) resources.addAll(included(asked, shown, viewer));
        return new Page(resources, more ? shown.getLast() : null, total(asked, after, more, ids.size()));
    }

    private @Nullable Integer total(Asked asked, long after, boolean more, int size) {
        return switch (asked.total()) {
            case NONE -> null;
            case ACCURATE -> after == 0 && !more ? size : found.count(asked);
            case IF_KNOWN -> after == 0 && !more ? size : null;
        };
    }

    private List<Resource> included(Asked asked, List<Long> matches, Viewer viewer) {
        var wanted = included.of(asked, matches);
        var resources = new ArrayList<Resource>();
        for (var kind : Kind.values())
            for (var one : read(kind, wanted.ids(kind), viewer))
                resources.add(marked(one, BundleEntrySearchModeEnum.INCLUDE));
        if (wanted.cut()) resources.add(marked(Included.warning(), BundleEntrySearchModeEnum.OUTCOME));
        return resources;
    }

    private List<? extends DomainResource> read(Kind kind, Collection<Long> ids, Viewer viewer) {
        return switch (kind) {
            case PRACTITIONER -> practitioners.read(ids, viewer);
            case ROLE -> roles.read(ids, viewer);
            case ORGANIZATION -> organizations.read(ids, viewer);
        };
    }

    private static Resource marked(Resource resource, BundleEntrySearchModeEnum mode) {
        ResourceMetadataKeyEnum.ENTRY_SEARCH_MODE.put(resource, mode);
        return resource;
    }
}
