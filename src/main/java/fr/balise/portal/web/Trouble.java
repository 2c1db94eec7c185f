package fr.balise.portal.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.CannotCreateTransactionException;

/**
 * What went wrong, as the page tells it.
 *
 * @param status as it is answered
 * @param word ending of the message keys: the status, {@code stale} for a form that is too old, {@code filling} while the directory is
 *     loaded for the first time, or {@code other}
 * @param percent how far that load is; 0 otherwise
 * @param reference to read out to support, and to find in the log
 * @param again whether the page offers to ask for the same address again
 */
record Trouble(HttpStatus status, String word, int percent, String reference, boolean again) {
    private static final Set<Integer> TOLD = Set.of(400, 403, 404, 405, 409, 421, 429, 500, 503);

    static Trouble of(HttpServletRequest request) {
        var thrown = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        var status = outage(thrown) ? HttpStatus.SERVICE_UNAVAILABLE : status(request);
        var reference = Objects.toString(request.getAttribute(Correlation.ATTRIBUTE), "–");
        if (request.getAttribute(FirstLoadPages.ATTRIBUTE) instanceof Integer percent)
            return new Trouble(status, "filling", percent, reference, again(request, status));
        return new Trouble(status, word(request, status, thrown), 0, reference, again(request, status));
    }

    /** Whether it ends by itself in a minute or two, and the page with it. */
    public boolean filling() {
        return "filling".equals(word);
    }

    /** Whether the page must do without the database, or without telling anything of who is there. */
    public boolean grave() {
        return status.is5xxServerError() || misdirected();
    }

    /** Whether it was asked under a name that is not this server's. */
    public boolean misdirected() {
        return status == HttpStatus.MISDIRECTED_REQUEST;
    }

    /** Whether the same address may be asked again: what was sent by a form is not sent twice by a link. */
    private static boolean again(HttpServletRequest request, HttpStatus status) {
        var method = request.getAttribute(RequestDispatcher.ERROR_METHOD);
        return status == HttpStatus.SERVICE_UNAVAILABLE
                && HttpMethod.GET.matches(method instanceof String asked ? asked : request.getMethod());
    }

    private static HttpStatus status(HttpServletRequest request) {
        var code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        var known = code instanceof Integer number ? HttpStatus.resolve(number) : HttpStatus.NOT_FOUND;
        return known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known;
    }

    private static String word(HttpServletRequest request, HttpStatus status, @Nullable Throwable thrown) {
        // No page answered: the filter refused the form token, since the session ended or the page is from before the
        // login.
        if (status == HttpStatus.FORBIDDEN && thrown == null && sent(request)) return "stale";
        return TOLD.contains(status.value()) ? Integer.toString(status.value()) : "other";
    }

    private static boolean sent(HttpServletRequest request) {
        return HttpMethod.POST.matches(request.getMethod());
    }

    private static boolean outage(@Nullable Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof NonTransientDataAccessResourceException
                        || cause instanceof TransientDataAccessException
                        || cause instanceof CannotCreateTransactionException);
    }
}
