package fr.balise.directory.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import fr.balise.directory.ListingVeto;
import fr.balise.directory.PublicationOutcome;
import fr.balise.directory.PublicationOutcome.Refused;
import fr.balise.directory.fhir.Carried.Mailbox;
import fr.balise.directory.fhir.PatchBody.Operation;
import fr.balise.directory.local.LocalRows;
import fr.balise.directory.local.Place;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Patches the mailboxes of one resource: read, checked, and written in one transaction, or not at all. */
@Component
class Writing {
    /** Seconds; a load that is being switched in may hold a writer up. */
    private static final int LONGEST = 20;

    private final ObjectProvider<FhirContext> context;
    private final Found found;
    private final Pages pages;
    private final Carried carried;
    private final LocalRows rows;
    private final Version version;
    private final ObjectProvider<ListingVeto> vetoes;
    private final TransactionTemplate transaction;

    Writing(
            ObjectProvider<FhirContext> context,
            Found found,
            Pages pages,
            Carried carried,
            LocalRows rows,
            Version version,
            ObjectProvider<ListingVeto> vetoes,
            PlatformTransactionManager transactions) {
        this.context = context;
        this.found = found;
        this.pages = pages;
        this.carried = carried;
        this.rows = rows;
        this.version = version;
        this.vetoes = vetoes;
        transaction = new TransactionTemplate(transactions);
        transaction.setTimeout(LONGEST);
    }

    /** @param id null for a conditional patch, whose target the parameters of the request name */
    MethodOutcome patch(Kind kind, @Nullable IdType id, String body, RequestDetails request) {
        var viewer = Viewer.of(request);
        var operations = PatchBody.read(context.getObject(), kind, body);
        if (!operations.stream().allMatch(o -> viewer.mayPublish(o.address().domain()))) throw Unwritable.forbidden();
        var target = target(kind, id, request, viewer);
        var ifMatch = request.getHeader("If-Match");
        var resource =
                Objects.requireNonNull(transaction.execute(_ -> write(kind, target, operations, ifMatch, viewer)));
        if (request instanceof ServletRequestDetails http)
            http.getServletResponse()
                    .setHeader("ETag", "W/\"" + resource.getIdElement().getVersionIdPart() + "\"");
        var outcome = new MethodOutcome(resource.getIdElement(), false);
        outcome.setResource(resource);
        return outcome;
    }

    private long target(Kind kind, @Nullable IdType id, RequestDetails request, Viewer viewer) {
        if (id != null && id.hasIdPart()) return Ids.read(id.getIdPart()).orElseThrow(() -> Unwritable.unknown(kind));
        var ids = found.ids(Reader.read(kind, condition(request)), 0, 2, viewer);
        if (ids.isEmpty()) throw Unwritable.unknown(kind);
        if (ids.size() > 1) throw Unwritable.several(kind);
        return ids.getFirst();
    }

    /** The draft writes the identifier of a situation in two ways. */
    private static Map<String, List<String>> condition(RequestDetails request) {
        var condition = new LinkedHashMap<String, List<String>>();
        request.getParameters()
                .forEach((name, values) -> condition.put(
                        name.equals("practitionerRole.identifier") ? "identifier" : name, List.of(values)));
        return condition;
    }

    private DomainResource write(
            Kind kind, long id, List<Operation> operations, @Nullable String ifMatch, Viewer viewer) {
        rows.lock(kind.resource + "/" + id);
        rows.lock(operations.stream().map(Operation::address).toList());
        var before = read(kind, id, viewer);
        if (!Version.matches(ifMatch, before)) throw Unwritable.changed();
        if (!active(before))
            throw Unwritable.rule("This resource has left the directory: its mailboxes are not written.");
        var keys = operations.stream().map(o -> o.address().key()).distinct().toList();
        var held = carried.mailboxes(kind, id, keys, viewer);
        var boxes = new HashMap<String, Box>();
        held.forEach((key, mailbox) -> boxes.put(key, mailbox.box()));
        var wanted = Patching.apply(boxes, operations);
        for (var key : new TreeMap<>(held).keySet()) if (!wanted.containsKey(key)) withdraw(held.get(key), viewer);
        for (var box : new TreeMap<>(wanted).entrySet())
            put(box.getValue(), held.get(box.getKey()), carried.place(kind, id), viewer);
        return read(kind, id, viewer);
    }

    private DomainResource read(Kind kind, long id, Viewer viewer) {
        return pages.one(kind, id, viewer).map(version::put).orElseThrow(() -> Unwritable.unknown(kind));
    }

    private void withdraw(@Nullable Mailbox mailbox, Viewer viewer) {
        if (mailbox == null) return;
        for (var place : mailbox.places()) rows.withdraw(mailbox.box().address(), place, viewer.key());
    }

    private void put(Box box, @Nullable Mailbox held, Place fresh, Viewer viewer) {
        if (held != null && held.box().equals(box)) return;
        if (!box.statement().unlisted() && vetoes.stream().anyMatch(veto -> veto.forbids(box.address())))
            throw Unwritable.rule("This mailbox is being closed: publish it again where it is hosted, not here.");
        for (var place : held == null ? List.of(fresh) : held.places())
            refuse(rows.put(box.address(), box.type(), place, box.statement(), viewer.key()));
    }

    private static void refuse(PublicationOutcome outcome) {
        if (outcome instanceof Refused(var why)) throw Unwritable.rule(why);
    }

    private static boolean active(DomainResource resource) {
        return switch (resource) {
            case Practitioner practitioner -> practitioner.getActive();
            case PractitionerRole role -> role.getActive();
            case Organization organization -> organization.getActive();
            default -> false;
        };
    }
}
