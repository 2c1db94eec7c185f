package fr.balise.audit.web;

import fr.balise.audit.AuditQuestion;
import fr.balise.audit.AuditTrail;
import fr.balise.audit.Verification;
import fr.balise.identity.Rights;
import fr.balise.kernel.HomeZone;
import fr.balise.kernel.SensitiveAct;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What was done, for the operator's staff: a list, the proof that nothing is missing, and an export for auditors. */
@Controller
@RequestMapping("/operateur/audit")
class AuditPages {
    private static final int SHOWN = 100;
    private static final int DEFAULT_DAYS = 30;

    private final AuditTrail trail;
    private final Rights rights;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final InstantSource clock;
    private final HomeZone home;

    AuditPages(
            AuditTrail trail,
            Rights rights,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            InstantSource clock,
            HomeZone home) {
        this.trail = trail;
        this.rights = rights;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
        this.home = home;
    }

    /**
     * A period of whole days and the beginning of an action, as typed.
     *
     * @param to inclusive
     */
    record Asked(
            @Nullable String action,

            @Nullable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
            LocalDate from,

            @Nullable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
            LocalDate to) {

        Asked within(LocalDate today) {
            return new Asked(
                    action == null ? "" : action.strip(),
                    from == null ? today.minusDays(DEFAULT_DAYS) : from,
                    to == null ? today : to);
        }

        AuditQuestion question(HomeZone home) {
            if (action == null || from == null || to == null) throw new IllegalStateException("not filled in");
            return new AuditQuestion(action, home.startOf(from), home.startOf(to.plusDays(1)));
        }
    }

    @GetMapping
    ModelAndView show(Asked asked) {
        var full = asked.within(home.today(clock));
        return new ModelAndView("audit/audit")
                .addObject("asked", full)
                .addObject("entries", trail.latest(full.question(home), SHOWN));
    }

    /** A POST, since it reads the whole chain. */
    @PostMapping("/verification")
    ModelAndView verify() {
        var page = show(new Asked(null, null, null));
        switch (trail.verify()) {
            case Verification.Intact intact -> page.addObject("intact", intact);
            case Verification.Broken broken -> page.addObject("broken", broken);
        }
        return page;
    }

    /** Taking the trail away is an act as well; it is told first. */
    @PostMapping("/export")
    void export(@RequestParam(defaultValue = "") String action, Asked asked, HttpServletResponse response)
            throws IOException {
        var full = asked.within(home.today(clock));
        var actor = rights.actor().orElseThrow();
        transaction.executeWithoutResult(_ -> events.publishEvent(new SensitiveAct(
                actor.auditName(),
                "audit.export",
                "audit",
                Map.of(),
                Map.of("from", String.valueOf(full.from()), "to", String.valueOf(full.to()), "action", action),
                clock.instant())));
        response.setContentType("application/x-ndjson");
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"balise-audit-" + full.from() + "-" + full.to() + ".jsonl\"");
        PrintWriter out = response.getWriter();
        trail.export(full.question(home), line -> out.append(line).append('\n'));
    }
}
