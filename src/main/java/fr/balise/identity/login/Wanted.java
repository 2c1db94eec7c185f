package fr.balise.identity.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/** Where a person wanted to go before logging in: a path of this portal, never another place. */
public final class Wanted {
    private static final String KEY = "balise.wanted";
    private static final int LONGEST = 500;

    private Wanted() {}

    public static void remember(HttpServletRequest request) {
        var query = request.getQueryString();
        var path = request.getRequestURI() + (query == null ? "" : "?" + query);
        if (isLocal(path)) request.getSession().setAttribute(KEY, path);
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
