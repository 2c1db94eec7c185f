package fr.balise.mailbox.web;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** What programs are told when nothing is done for them [RFC9457]. */
final class Replies {
    private Replies() {}

    /** @param code for programs; null where the status says it all */
    static ResponseEntity<ProblemDetail> problem(HttpStatus status, @Nullable String code, String detail) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        if (code != null) problem.setProperty("code", code);
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    static ResponseEntity<ProblemDetail> later(long seconds) {
        var problem = problem(HttpStatus.TOO_MANY_REQUESTS, null, "Too many calls: wait " + seconds + " s.");
        return ResponseEntity.status(problem.getStatusCode())
                .headers(problem.getHeaders())
                .header("Retry-After", Long.toString(seconds))
                .body(problem.getBody());
    }

    /** Nothing of what was sent is repeated. */
    static ResponseEntity<ProblemDetail> unreadable() {
        return problem(HttpStatus.BAD_REQUEST, null, "This is not the JSON that openapi.json describes.");
    }
}
