package fr.balise.identity.login;

import fr.balise.identity.HostNames;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Whether a request stays on this machine. */
final class Loopback {
    private Loopback() {}

    /** By the name that the browser used: decides on secure cookies, since such a name has no certificate. */
    static boolean named(HttpServletRequest request) {
        return HostNames.isLoopback(request.getServerName());
    }

    /** By the address of the caller, without a proxy in between that speaks for somebody else. */
    static boolean calling(HttpServletRequest request) {
        if (request.getHeader("X-Forwarded-For") != null || request.getHeader("Forwarded") != null) return false;
        try {
            return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
