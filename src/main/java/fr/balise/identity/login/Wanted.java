package fr.balise.identity.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/** Where a person wanted to go before logging in: a path of this portal, never another place. */
public final class Wanted {
    /** Of the form that logs out: the page that asks for a login anew, and wants the person back. */
    static final String BACK = "retour";

    private static final String KEY = "balise.wanted";
    private static final String AGAIN = "balise.again";
    private static final int LONGEST = 500;

    private Wanted() {}

    public static void remember(HttpServletRequest request) {
        var query = request.getQueryString();
        remember(request, request.getRequestURI() + (query == null ? "" : "?" + query));
    }

    private static boolean remember(HttpServletRequest request, String path) {
        if (!isLocal(path)) return false;
        request.getSession().setAttribute(KEY, path);
        return true;
    }

    /** After a logout that is followed by a login: the session that ended cannot carry the way back, a new one does. */
    static void comeBack(HttpServletRequest request) {
        var path = request.getParameter(BACK);
        if (path != null && remember(request, path)) request.getSession().setAttribute(AGAIN, true);
    }

    /** Whether whoever arrives just logged out in order to log in again. Answers once. */
    static boolean again(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session == null || session.getAttribute(AGAIN) == null) return false;
        session.removeAttribute(AGAIN);
        return true;
    }

    static String take(@Nullable HttpSession session) {
        if (session == null || !(session.getAttribute(KEY) instanceof String path)) return "/";
        session.removeAttribute(KEY);
        return isLocal(path) ? path : "/";
    }

    /**
     * Whether a browser reads this as a path of the same host: one slash at its head, and nothing that a browser turns into
     * another one.
     */
    static boolean isLocal(String path) {
        return path.length() <= LONGEST
                && path.startsWith("/")
                && !path.startsWith("//")
                && path.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\')
                && !path.startsWith(Paths.LOGIN);
    }
}
