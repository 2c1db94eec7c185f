package fr.balise.directory.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.rest.client.api.IClientInterceptor;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.IHttpRequest;
import ca.uhn.fhir.rest.client.api.IHttpResponse;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceType;
import org.jspecify.annotations.NullUnmarked;

/** Calls the running server, by HAPI's own client and by plain HTTP; every reply passes the FHIR validator. */
@NullUnmarked
final class Calling {
    static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final FhirValidator VALIDATOR = validator();
    private static final Set<String> VALID = ConcurrentHashMap.newKeySet();

    /** A whole string of JSON: a quote that is not escaped would leave something behind, which is a form of its own. */
    private static final Pattern DIAGNOSTICS = Pattern.compile(
            "(\"diagnostics\":\\s*)\"(?:[^\"\\\\\\p{Cntrl}]|\\\\[\"\\\\/bfnrt]|\\\\u[0-9a-fA-F]{4})*+\"");

    private final String base;
    private final HttpClient http = HttpClient.newHttpClient();

    Calling(int port) {
        base = "http://127.0.0.1:" + port + "/fhir";
        FHIR.getRestfulClientFactory().setSocketTimeout(60_000);
    }

    String base() {
        return base;
    }

    IGenericClient client() {
        var client = FHIR.newRestfulGenericClient(base);
        client.registerInterceptor(new IClientInterceptor() {
            @Override
            public void interceptRequest(IHttpRequest request) {
                request.addHeader("ESANTE-API-KEY", OneKey.SECRET);
            }

            @Override
            public void interceptResponse(IHttpResponse response) throws IOException {
                response.bufferEntity();
                try (var body = response.readEntity()) {
                    valid(new String(body.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        });
        return client;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : base + path))
                .header("ESANTE-API-KEY", OneKey.SECRET);
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    Bundle bundle(String path) throws Exception {
        var body = read(path);
        valid(body);
        return parsed(body);
    }

    /** As {@link #bundle}, not validated: for walks through thousands of resources of one form. */
    Bundle page(String path) throws Exception {
        return parsed(read(path));
    }

    private String read(String path) throws Exception {
        var reply = send(request(path).build());
        assertThat(reply.statusCode()).as(path + " " + reply.body()).isEqualTo(200);
        return reply.body();
    }

    private static Bundle parsed(String body) {
        return FHIR.newJsonParser().parseResource(Bundle.class, body);
    }

    OperationOutcome refused(String path, int status) throws Exception {
        return refused(request(path).build(), status);
    }

    OperationOutcome refused(HttpRequest request, int status) throws Exception {
        var reply = send(request);
        assertThat(reply.statusCode())
                .as(request.method() + " " + request.uri() + " " + reply.body())
                .isEqualTo(status);
        assertThat(reply.headers().firstValue("content-type").orElse("")).startsWith("application/fhir+");
        assertThat(reply.body()).doesNotContain("java.", "Exception", "select ", "PSQL", "HAPI");
        valid(reply.body());
        var xml = reply.body().startsWith("<");
        var outcome =
                (xml ? FHIR.newXmlParser() : FHIR.newJsonParser()).parseResource(OperationOutcome.class, reply.body());
        assertThat(outcome.getIssueFirstRep().getDiagnostics()).isNotBlank();
        return outcome;
    }

    static List<String> ids(Bundle bundle, ResourceType type) {
        return bundle.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(r -> r.getResourceType() == type)
                .map(r -> r.getIdElement().getIdPart())
                .toList();
    }

    static <T extends Resource> T only(Bundle bundle, Class<T> type) {
        return bundle.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(type::isInstance)
                .map(type::cast)
                .reduce((_, _) -> {
                    throw new AssertionError("more than one");
                })
                .orElseThrow();
    }

    static String enc(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** One that was met before, word for word or as the same refusal in other words, is not looked at again: most of a walk is such. */
    static void valid(String body) {
        if (VALID.contains(form(body))) return;
        var result = VALIDATOR.validateWithResult(body);
        assertThat(result.getMessages().stream()
                        .filter(m -> m.getSeverity().ordinal() >= ResultSeverityEnum.ERROR.ordinal())
                        .map(m -> m.getLocationString() + ": " + m.getMessage())
                        .toList())
                .as(body)
                .isEmpty();
        VALID.add(form(body));
    }

    private static String form(String body) {
        return body.contains("\"OperationOutcome\"") ? DIAGNOSTICS.matcher(body).replaceAll("$1") : body;
    }

    static String json(IBaseResource resource) {
        return FHIR.newJsonParser().encodeResourceToString(resource);
    }

    /** R4 core; the national profiles are not published as a Maven package, so unknown ones are let pass. */
    private static FhirValidator validator() {
        var support = new ValidationSupportChain(
                new DefaultProfileValidationSupport(FHIR),
                new CommonCodeSystemsTerminologyService(FHIR),
                new InMemoryTerminologyServerValidationSupport(FHIR));
        var instance = new FhirInstanceValidator(support);
        instance.setAnyExtensionsAllowed(true);
        instance.setErrorForUnknownProfiles(false);
        return FHIR.newValidator().registerValidatorModule(instance);
    }
}
