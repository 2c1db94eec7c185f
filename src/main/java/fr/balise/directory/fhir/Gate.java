package fr.balise.directory.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.server.exceptions.AuthenticationException;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.UnclassifiedServerFailureException;
import fr.balise.directory.FirstLoad;
import fr.balise.identity.ApiKeys;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/** Who may call, how often, and in which form: before anything is looked up. */
@Component
@Interceptor
public class Gate {
    private static final String KEY = "ESANTE-API-KEY";
    private static final String SEARCH_FORM = "application/x-www-form-urlencoded";

    private static final String FILLING_SECONDS = "5";

    private static final Pattern BODY_FORM =
            Pattern.compile("application/fhir\\+json *(; *charset=\"?utf-8\"? *)?", Pattern.CASE_INSENSITIVE);

    /** On a type or on one resource of it. Which ones there are HAPI knows. */
    private static final Pattern OPERATION = Pattern.compile("/[A-Za-z]+(/[^/]+)?/\\$[a-z-]{1,60}");

    /** One resource, or a condition on those of one type. */
    private static final Pattern PATCHED = Pattern.compile("/[A-Za-z]+(/[^/]+)?/?");

    private final ObjectProvider<ApiKeys> keys;
    private final Calls calls;
    private final FhirSettings settings;
    private final boolean open;
    private final FirstLoad load;

    Gate(ObjectProvider<ApiKeys> keys, Calls calls, FhirSettings settings, FirstLoad load, Environment environment) {
        this.load = load;
        this.keys = keys;
        this.calls = calls;
        this.settings = settings;
        open = environment.acceptsProfiles(Profiles.of("demo"));
    }

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_PROCESSED)
    public boolean mayPass(HttpServletRequest request) {
        form(request);
        if (load.percent().isPresent()) throw filling();
        long wait = calls.secondsToWait(caller(request));
        if (wait == 0) return true;
        var why = "Too many calls: wait " + wait + " s.";
        var later = Bad.refusal(new UnclassifiedServerFailureException(429, why), IssueType.THROTTLED, why);
        later.addResponseHeader("Retry-After", Long.toString(wait));
        throw later;
    }

    private static UnclassifiedServerFailureException filling() {
        var why = "The directory is being loaded for the first time: try again.";
        var later = Bad.refusal(new UnclassifiedServerFailureException(503, why), IssueType.TRANSIENT, why);
        later.addResponseHeader("Retry-After", FILLING_SECONDS);
        return later;
    }

    /** What can be refused without reading: an unknown body, one that is too large, a key that only reads. */
    private void mayWrite(HttpServletRequest request, Viewer viewer) {
        if (!viewer.publishes()) throw readsOnly();
        json(request, "A patch");
        if (request.getContentLengthLong() > settings.largestPatch().toBytes())
            throw LimitedRequest.tooLarge(settings.largestPatch().toBytes());
    }

    static boolean isOperation(HttpServletRequest request) {
        var path = request.getPathInfo();
        return path != null && OPERATION.matcher(path).matches();
    }

    private static void json(HttpServletRequest request, String what) {
        var type = request.getContentType();
        if (type != null && BODY_FORM.matcher(type).matches() && request.getHeader("Content-Encoding") == null) return;
        var why = what + " is sent as application/fhir+json, not compressed.";
        throw Bad.refusal(new UnclassifiedServerFailureException(415, why), IssueType.STRUCTURE, why);
    }

    private static ForbiddenOperationException readsOnly() {
        var why = "This key reads. Writing needs a key that publishes for the domain of the mailbox.";
        return Bad.refusal(new ForbiddenOperationException(why), IssueType.FORBIDDEN, why);
    }

    /** The application by its key; in a demo, or for what the server can do, the address that calls. */
    private String caller(HttpServletRequest request) {
        var secret = request.getHeader(KEY);
        var known = secret == null || secret.isBlank()
                ? Optional.<Viewer>empty()
                : Optional.ofNullable(keys.getIfAvailable())
                        .flatMap(k -> k.find(secret.strip()))
                        .map(Viewer::of);
        known.ifPresent(viewer -> viewer.into(request));
        boolean writes = "PATCH".equals(request.getMethod());
        if (writes && known.isPresent()) mayWrite(request, known.get());
        if (known.isPresent()) return known.get().key();
        if (!writes && open || "/metadata".equals(request.getPathInfo())) return request.getRemoteAddr();
        var why = (writes ? "Writing" : "Reading") + " needs a key of this server in the header " + KEY + ".";
        var refused = Bad.refusal(new AuthenticationException(why), IssueType.LOGIN, why);
        refused.addResponseHeader("WWW-Authenticate", KEY + " realm=\"Balise\"");
        throw refused;
    }

    private static void form(HttpServletRequest request) {
        switch (request.getMethod()) {
            case "GET", "HEAD" -> {
                return;
            }
            case "POST" -> {
                if (isOperation(request)) {
                    json(request, "An operation");
                    return;
                }
                var path = request.getPathInfo();
                if (path == null || !path.endsWith("/_search")) throw notAllowed();
                var type = request.getContentType();
                if (type != null && !type.toLowerCase(java.util.Locale.ROOT).startsWith(SEARCH_FORM)) {
                    var why = "A search by POST is sent as " + SEARCH_FORM + ".";
                    throw Bad.refusal(new UnclassifiedServerFailureException(415, why), IssueType.STRUCTURE, why);
                }
            }
            case "PATCH" -> {
                var path = request.getPathInfo();
                if (path == null || !PATCHED.matcher(path).matches()) throw notAllowed();
            }
            default -> throw notAllowed();
        }
    }

    private static UnclassifiedServerFailureException notAllowed() {
        var why =
                "This server reads with GET, searches with GET or with POST to _search, takes operations by GET or POST, and writes mailboxes with PATCH.";
        var refused = Bad.refusal(new UnclassifiedServerFailureException(405, why), IssueType.NOTSUPPORTED, why);
        refused.addResponseHeader("Allow", "GET, HEAD, POST, PATCH");
        return refused;
    }
}
