package fr.balise.directory.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.server.exceptions.AuthenticationException;
import ca.uhn.fhir.rest.server.exceptions.UnclassifiedServerFailureException;
import fr.balise.identity.ApiKeys;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
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

    private final ObjectProvider<ApiKeys> keys;
    private final Calls calls;
    private final boolean open;

    Gate(ObjectProvider<ApiKeys> keys, Calls calls, Environment environment) {
        this.keys = keys;
        this.calls = calls;
        open = environment.acceptsProfiles(Profiles.of("demo"));
    }

    @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_PROCESSED)
    public boolean mayPass(HttpServletRequest request) {
        form(request);
        long wait = calls.secondsToWait(caller(request));
        if (wait == 0) return true;
        var why = "Too many calls: wait " + wait + " s.";
        var later = Bad.refusal(new UnclassifiedServerFailureException(429, why), IssueType.THROTTLED, why);
        later.addResponseHeader("Retry-After", Long.toString(wait));
        throw later;
    }

    /** The application by its key; in a demo, or for what the server can do, the address that calls. */
    private String caller(HttpServletRequest request) {
        var secret = request.getHeader(KEY);
        var known = secret == null || secret.isBlank()
                ? Optional.<String>empty()
                : Optional.ofNullable(keys.getIfAvailable())
                        .flatMap(k -> k.find(secret.strip()))
                        .map(k -> "key:" + k.id());
        if (known.isPresent()) return known.get();
        if (open || "/metadata".equals(request.getPathInfo())) return request.getRemoteAddr();
        var why = "Reading needs a key of this server in the header " + KEY + ".";
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
                var path = request.getPathInfo();
                if (path == null || !path.endsWith("/_search")) throw notAllowed();
                var type = request.getContentType();
                if (type != null && !type.toLowerCase(java.util.Locale.ROOT).startsWith(SEARCH_FORM)) {
                    var why = "A search by POST is sent as " + SEARCH_FORM + ".";
                    throw Bad.refusal(new UnclassifiedServerFailureException(415, why), IssueType.STRUCTURE, why);
                }
            }
            default -> throw notAllowed();
        }
    }

    private static UnclassifiedServerFailureException notAllowed() {
        var why = "This server reads with GET, and searches with GET or with POST to _search.";
        var refused = Bad.refusal(new UnclassifiedServerFailureException(405, why), IssueType.NOTSUPPORTED, why);
        refused.addResponseHeader("Allow", "GET, HEAD, POST");
        return refused;
    }
}
