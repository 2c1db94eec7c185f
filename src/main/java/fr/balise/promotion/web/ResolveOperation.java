package fr.balise.promotion.web;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import fr.balise.directory.Directory;
import fr.balise.directory.OfferedOperation;
import fr.balise.directory.Person;
import fr.balise.kernel.HomeZone;
import fr.balise.kernel.NationalPersonId;
import fr.balise.promotion.Question;
import fr.balise.promotion.Resolution;
import fr.balise.promotion.Resolver;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationDefinition;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** "Which address?" as an operation on {@code Practitioner}: the same question and the same answer as at {@code /api/resolve}. */
@Component
public class ResolveOperation implements OfferedOperation {
    private final Resolver resolver;
    private final Directory directory;
    private final InstantSource clock;
    private final HomeZone home;

    ResolveOperation(Resolver resolver, Directory directory, InstantSource clock, HomeZone home) {
        this.resolver = resolver;
        this.directory = directory;
        this.clock = clock;
        this.home = home;
    }

    @Override
    public Class<Practitioner> getResourceType() {
        return Practitioner.class;
    }

    @Override
    public OperationDefinition definition() {
        return ResolveDefinition.made();
    }

    @Operation(name = ResolveDefinition.NAME, idempotent = true)
    public Parameters ofType(
            @OperationParam(name = "person") @Nullable StringType person,
            @OperationParam(name = "address") @Nullable StringType address,
            @OperationParam(name = "structure") @Nullable StringType structure,
            @OperationParam(name = "document") @Nullable CodeType document) {
        return answer(text(person), text(address), text(structure), text(document));
    }

    /** The person is the resource: naming another one, or an address, beside it is refused. */
    @Operation(name = ResolveDefinition.NAME, idempotent = true)
    public Parameters ofInstance(
            @IdParam IdType id,
            @OperationParam(name = "person") @Nullable StringType person,
            @OperationParam(name = "address") @Nullable StringType address,
            @OperationParam(name = "structure") @Nullable StringType structure,
            @OperationParam(name = "document") @Nullable CodeType document) {
        if (!text(person).isEmpty() || !text(address).isEmpty())
            throw bad("The person is the resource that is asked: person and address stand at the type.");
        var known = Optional.of(id)
                .filter(IdType::isIdPartValidLong)
                .flatMap(one -> directory.person(one.getIdPartAsLong()))
                .map(Person::nationalId)
                .map(NationalPersonId::value)
                .orElseThrow(() -> none(Resolution.Why.UNKNOWN_PERSON));
        return answer(known, "", text(structure), text(document));
    }

    private static String text(@Nullable PrimitiveType<String> given) {
        return given == null || given.getValue() == null ? "" : given.getValue();
    }

    private Parameters answer(String person, String address, String structure, String document) {
        return switch (Question.read(person, address, structure, document)) {
            case Question.Read.Not(var why) -> throw bad(ResolveWords.unreadable(why));
            case Question.Read.Asked(var question) ->
                switch (resolver.resolve(question)) {
                    case Resolution.Use use -> parameters(use, home.today(clock));
                    case Resolution.None(var why) -> throw none(why);
                };
        };
    }

    static Parameters parameters(Resolution.Use use, LocalDate today) {
        var answer = new Parameters();
        answer.addParameter("address", use.address().toString());
        answer.addParameter()
                .setName("reason")
                .setValue(new CodeType(use.because().word()));
        answer.addParameter("sure", new BooleanType(use.because().sure()));
        answer.addParameter("asked", new BooleanType(use.asked()));
        if (use.person() != null)
            answer.addParameter()
                    .setName("practitioner")
                    .setValue(new Reference("Practitioner/" + use.person().id()));
        if (use.situation() != null)
            answer.addParameter()
                    .setName("role")
                    .setValue(
                            new Reference("PractitionerRole/" + use.situation().id()));
        for (var other : use.alternatives()) answer.addParameter("alternative", other.toString());
        if (use.directory() != null)
            answer.addParameter()
                    .setName("directory")
                    .setValue(new DateType(use.directory().toString()));
        answer.addParameter()
                .setName("askAgain")
                .setValue(new DateType(today.plusDays(1).toString()));
        return answer;
    }

    private static InvalidRequestException bad(String why) {
        return said(new InvalidRequestException(why), IssueType.VALUE, why);
    }

    private static ResourceNotFoundException none(Resolution.Why why) {
        var told = ResolveWords.none(why);
        return said(new ResourceNotFoundException(told), IssueType.NOTFOUND, told);
    }

    private static <E extends BaseServerResponseException> E said(E exception, IssueType type, String why) {
        var outcome = new OperationOutcome();
        outcome.addIssue().setSeverity(IssueSeverity.ERROR).setCode(type).setDiagnostics(why);
        exception.setOperationOutcome(outcome);
        return exception;
    }
}
