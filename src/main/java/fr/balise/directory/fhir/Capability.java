package fr.balise.directory.fhir;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Metadata;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IServerConformanceProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import fr.balise.directory.OfferedOperation;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementKind;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.ConditionalDeleteStatus;
import org.hl7.fhir.r4.model.CapabilityStatement.ReferenceHandlingPolicy;
import org.hl7.fhir.r4.model.CapabilityStatement.ResourceVersionPolicy;
import org.hl7.fhir.r4.model.CapabilityStatement.RestfulCapabilityMode;
import org.hl7.fhir.r4.model.CapabilityStatement.SystemRestfulInteraction;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.hl7.fhir.r4.model.Enumerations.FHIRVersion;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.springframework.stereotype.Component;

/** What the server can do, from the very tables that it works by. */
@Component
public class Capability implements IServerConformanceProvider<CapabilityStatement> {
    private final Date since;
    private final List<OfferedOperation> operations;

    Capability(InstantSource clock, List<OfferedOperation> operations) {
        since = Date.from(clock.instant());
        this.operations = List.copyOf(operations);
    }

    @Override
    @Metadata
    public CapabilityStatement getServerConformance(HttpServletRequest http, RequestDetails request) {
        var statement = new CapabilityStatement();
        statement
                .setName("Balise")
                .setTitle("Balise: directory of MSSanté mailboxes")
                .setStatus(PublicationStatus.ACTIVE)
                .setDate(since)
                .setKind(CapabilityStatementKind.INSTANCE)
                .setFhirVersion(FHIRVersion._4_0_1)
                .addFormat("application/fhir+json")
                .addFormat("application/fhir+xml");
        statement.getSoftware().setName("Balise");
        statement.getImplementation().setDescription("Balise").setUrl(request.getFhirServerBase());
        var rest = statement.addRest().setMode(RestfulCapabilityMode.SERVER);
        rest.setDocumentation(
                "Reads what is public now; writes mailboxes. A search names at least one search parameter and is ordered by id.");
        rest.getSecurity().setDescription("Header ESANTE-API-KEY, except in a demonstration.");
        for (var kind : Kind.values()) operations(resource(rest, kind), request.getFhirServerBase());
        if (!operations.isEmpty()) definitions(rest);
        rest.addInteraction()
                .setCode(SystemRestfulInteraction.SEARCHSYSTEM)
                .setDocumentation("Links to next pages only.");
        return statement;
    }

    private static void definitions(CapabilityStatementRestComponent rest) {
        var resource = rest.addResource().setType("OperationDefinition").setVersioning(ResourceVersionPolicy.NOVERSION);
        resource.addInteraction().setCode(TypeRestfulInteraction.READ);
    }

    private void operations(CapabilityStatementRestResourceComponent resource, String base) {
        for (var operation : operations) {
            var definition = operation.definition();
            if (definition.getResource().stream().noneMatch(on -> on.getValue().equals(resource.getType()))) continue;
            resource.addOperation()
                    .setName(definition.getCode())
                    .setDefinition(base + "/OperationDefinition/"
                            + definition.getIdElement().getIdPart())
                    .setDocumentation(definition.getDescription());
        }
    }

    private static CapabilityStatementRestResourceComponent resource(CapabilityStatementRestComponent rest, Kind kind) {
        var resource = rest.addResource();
        resource.setType(kind.resource)
                .addSupportedProfile(kind.profile)
                .setVersioning(ResourceVersionPolicy.NOVERSION)
                .setReadHistory(false)
                .setUpdateCreate(false)
                .setConditionalCreate(false)
                .setConditionalUpdate(false)
                .setConditionalDelete(ConditionalDeleteStatus.NOTSUPPORTED)
                .addReferencePolicy(ReferenceHandlingPolicy.LITERAL);
        resource.addInteraction().setCode(TypeRestfulInteraction.READ);
        resource.addInteraction().setCode(TypeRestfulInteraction.SEARCHTYPE);
        resource.addInteraction()
                .setCode(TypeRestfulInteraction.PATCH)
                .setDocumentation("Mailboxes (telecom) alone, with a key that publishes for their domain; by id, or"
                        + " conditional on a search that one resource matches.");
        kind.includes.stream().sorted().forEach(resource::addSearchInclude);
        kind.revIncludes.stream().sorted().forEach(resource::addSearchRevInclude);
        for (var parameter : Parameters.of(kind)) search(resource, parameter);
        return resource;
    }

    private static void search(CapabilityStatementRestResourceComponent resource, Parameter parameter) {
        var modifiers = parameter.modifiers().stream().sorted().toList();
        resource.addSearchParam()
                .setName(parameter.name())
                .setType(parameter.type())
                .setDocumentation(
                        modifiers.isEmpty()
                                ? parameter.documentation()
                                : parameter.documentation() + " Modifiers: :" + String.join(", :", modifiers) + ".");
    }

    /** HAPI asks it of whoever makes the statement. */
    @Override
    @Read(typeName = "OperationDefinition")
    public IBaseResource readOperationDefinition(@IdParam IIdType id, RequestDetails request) {
        return operations.stream()
                .map(OfferedOperation::definition)
                .filter(one -> one.getIdElement().getIdPart().equals(id.getIdPart()))
                .findFirst()
                .orElseThrow(() -> {
                    var why = "There is no such operation.";
                    return Bad.refusal(new ResourceNotFoundException(why), IssueType.NOTFOUND, why);
                });
    }

    @Override
    public void setRestfulServer(RestfulServer server) {
        // Nothing is asked of the server: the tables say it all.
    }
}
