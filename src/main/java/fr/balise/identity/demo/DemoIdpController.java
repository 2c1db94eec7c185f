package fr.balise.identity.demo;

import fr.balise.kernel.NationalPersonId;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The addresses of the demo's provider: where one chooses a person, tokens, keys, claims. */
@Controller
@RequestMapping("/demo/idp")
@DemoLoginOnly
class DemoIdpController {
    private final DemoProvider provider;
    private final DemoPeople people;
    private final DemoTokens tokens;

    DemoIdpController(DemoProvider provider, DemoPeople people, DemoTokens tokens) {
        this.provider = provider;
        this.people = people;
        this.tokens = tokens;
    }

    @GetMapping("/authorize")
    ModelAndView authorize(@RequestParam Map<String, String> request, @RequestHeader(HttpHeaders.HOST) String host) {
        var ticket = provider.ask(request, host);
        return ticket.map(t -> new ModelAndView("identity/choose")
                        .addObject("ticket", t)
                        .addObject("cards", people.cards()))
                .orElseGet(() -> over(HttpStatus.BAD_REQUEST));
    }

    @PostMapping("/authorize")
    Object choose(@RequestParam String ticket, @RequestParam String nationalId) {
        var next = person(nationalId).flatMap(person -> {
            people.settle();
            return provider.choose(ticket, person);
        });
        return next.<Object>map(uri -> ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .location(uri)
                        .build())
                .orElseGet(() -> over(HttpStatus.BAD_REQUEST));
    }

    /** Empty for what cannot be a national id. */
    static Optional<NationalPersonId> person(String typed) {
        try {
            return Optional.of(new NationalPersonId(typed.strip()));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static ModelAndView over(HttpStatus status) {
        var page = new ModelAndView("identity/choose").addObject("over", true);
        page.setStatus(status);
        return page;
    }

    @PostMapping("/token")
    ResponseEntity<Map<String, Object>> token(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, defaultValue = "") String client,
            @RequestParam(name = "grant_type", defaultValue = "") String grant,
            @RequestParam(defaultValue = "") String code,
            @RequestParam(name = "redirect_uri", defaultValue = "") String back,
            @RequestParam(name = "code_verifier", defaultValue = "") String verifier,
            @RequestParam(name = "client_id", defaultValue = "") String clientId,
            @RequestParam(defaultValue = "") String username) {
        if (grant.equals("password") && clientId.equals(DemoProvider.MAIL_CLIENT)) return mailToken(username);
        if (!isClient(client)) return error(HttpStatus.UNAUTHORIZED, "invalid_client");
        if (!grant.equals("authorization_code")) return error(HttpStatus.BAD_REQUEST, "unsupported_grant_type");
        return provider.exchange(code, back, verifier)
                .map(ResponseEntity::ok)
                .orElseGet(() -> error(HttpStatus.BAD_REQUEST, "invalid_grant"));
    }

    private ResponseEntity<Map<String, Object>> mailToken(String username) {
        return person(username)
                .map(provider::mailToken)
                .map(ResponseEntity::ok)
                .orElseGet(() -> error(HttpStatus.BAD_REQUEST, "invalid_grant"));
    }

    @PostMapping("/introspect")
    ResponseEntity<Map<String, Object>> introspect(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, defaultValue = "") String client,
            @RequestParam(defaultValue = "") String token) {
        if (!isClient(client)) return error(HttpStatus.UNAUTHORIZED, "invalid_client");
        return ResponseEntity.ok(provider.introspect(token));
    }

    private boolean isClient(String header) {
        if (!header.startsWith("Basic ")) return false;
        try {
            var pair =
                    new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8).split(":", 2);
            return pair.length == 2
                    && provider.isClient(
                            URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                            URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static ResponseEntity<Map<String, Object>> error(HttpStatus status, String code) {
        return ResponseEntity.status(status).body(Map.of("error", code));
    }

    @GetMapping("/jwks")
    ResponseEntity<Map<String, Object>> keys() {
        return ResponseEntity.ok(tokens.keys());
    }

    @GetMapping("/userinfo")
    ResponseEntity<Map<String, Object>> userInfo(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, defaultValue = "") String bearer) {
        if (!bearer.startsWith("Bearer ")) return error(HttpStatus.UNAUTHORIZED, "invalid_token");
        return provider.userInfo(bearer.substring(7))
                .map(ResponseEntity::ok)
                .orElseGet(() -> error(HttpStatus.UNAUTHORIZED, "invalid_token"));
    }

    /** Where a person goes who comes here by hand. */
    @GetMapping
    ResponseEntity<Void> index() {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/connexion"))
                .build();
    }
}
