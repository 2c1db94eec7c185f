package fr.balise.identity.demo;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.springframework.http.HttpStatus;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.CookieSerializer.CookieValue;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** {@code POST /demo/login}: the one form that needs no token, since scripts use it. Other sites' pages are turned away. */
@Controller
@DemoLoginOnly
class ScriptLoginController {
    private final ScriptLogin login;
    private final DemoPeople people;
    private final CookieSerializer cookies;

    ScriptLoginController(ScriptLogin login, DemoPeople people, CookieSerializer cookies) {
        this.login = login;
        this.people = people;
        this.cookies = cookies;
    }

    @PostMapping("/demo/login")
    void login(@RequestParam String nationalId, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        var person = DemoIdpController.person(nationalId);
        if (foreign(request)) {
            response.setStatus(HttpStatus.FORBIDDEN.value());
        } else if (person.isEmpty()) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
        } else {
            people.settle();
            var session = login.session(person.get());
            if (session.isEmpty()) {
                response.setStatus(HttpStatus.BAD_REQUEST.value());
            } else {
                cookies.writeCookieValue(new CookieValue(request, response, plain(session.get())));
                response.sendRedirect("/");
            }
        }
    }

    /** The serializer encodes what it writes. */
    private static String plain(String cookie) {
        return new String(Base64.getDecoder().decode(cookie), StandardCharsets.UTF_8);
    }

    private static boolean foreign(HttpServletRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        return site != null && !site.equals("same-origin") && !site.equals("none");
    }
}
