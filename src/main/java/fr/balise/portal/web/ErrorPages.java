package fr.balise.portal.web;

import fr.balise.mailbox.MailboxSettings;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Where every failure ends: a page that says what to do next, or for programs a problem document [RFC9457 3]. */
@Controller
class ErrorPages implements ErrorController {
    private final MailboxSettings settings;

    ErrorPages(MailboxSettings settings) {
        this.settings = settings;
    }

    @RequestMapping(path = "${server.error.path:/error}", produces = MediaType.TEXT_HTML_VALUE)
    ModelAndView page(HttpServletRequest request) {
        var trouble = Trouble.of(request);
        return new ModelAndView("portal/error", trouble.status())
                .addObject("trouble", trouble)
                .addObject("home", trouble.misdirected() ? settings.baseUrl().toString() : "/");
    }

    @RequestMapping("${server.error.path:/error}")
    ResponseEntity<ProblemDetail> problem(HttpServletRequest request) {
        var trouble = Trouble.of(request);
        var problem = ProblemDetail.forStatus(trouble.status());
        problem.setProperty("reference", trouble.reference());
        return ResponseEntity.status(trouble.status())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
