package fr.balise.directory.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.InternalErrorException;
import ca.uhn.fhir.rest.server.exceptions.UnclassifiedServerFailureException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionTimedOutException;

/** Every error is answered with an OperationOutcome that tells nothing of the inside, and logged without what was asked. */
@Component
@Interceptor
public class CleanErrors {
    private static final Logger LOG = LoggerFactory.getLogger(CleanErrors.class);
    private static final Pattern CODE = Pattern.compile("HAPI-\\d+: ");

    @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
    public BaseServerResponseException clean(Throwable thrown) {
        if (thrown instanceof BaseServerResponseException known) {
            if (known.getOperationOutcome() != null) return known;
            if (known.getStatusCode() < 500) return refused(known);
        }
        if (cause(thrown, InvalidParameterException.class, RequestRejectedException.class))
            return Bad.value("The address or the form of this request cannot be read.");
        var late = cause(thrown, QueryTimeoutException.class, TransactionTimedOutException.class);
        if (late)
            return unavailable("This search takes too long: name more of what you look for.", IssueType.TOOCOSTLY);
        LOG.error("a FHIR request failed: {}", where(thrown));
        if (cause(thrown, TransientDataAccessException.class))
            return unavailable("The directory cannot be read just now: try again.", IssueType.TRANSIENT);
        var failed = new InternalErrorException("failed");
        failed.setOperationOutcome(
                Bad.outcome(IssueSeverity.FATAL, IssueType.EXCEPTION, "This server failed to answer."));
        return failed;
    }

    /** What HAPI refused by itself: unknown resource types, odd paths, unreadable forms. */
    private static BaseServerResponseException refused(BaseServerResponseException known) {
        var type = known.getStatusCode() == 404 ? IssueType.NOTFOUND : IssueType.INVALID;
        var why = String.valueOf(known.getMessage());
        return Bad.refusal(known, type, CODE.matcher(why).replaceAll(""));
    }

    private static BaseServerResponseException unavailable(String why, IssueType type) {
        return Bad.refusal(new UnclassifiedServerFailureException(503, why), type, why);
    }

    @SafeVarargs
    private static boolean cause(@Nullable Throwable thrown, Class<? extends Throwable>... types) {
        for (var t = thrown; t != null; t = t.getCause()) for (var type : types) if (type.isInstance(t)) return true;
        return false;
    }

    /** Classes and places alone: messages may hold what was searched. */
    private static String where(Throwable thrown) {
        var text = new StringBuilder();
        for (var t = thrown; t != null && text.length() < 2000; t = t.getCause()) {
            text.append(t.getClass().getName());
            Stream.of(t.getStackTrace())
                    .filter(f -> f.getClassName().startsWith("fr.balise.directory"))
                    .limit(3)
                    .forEach(f -> text.append(" at ").append(f));
            text.append("; ");
        }
        return text.toString();
    }
}
