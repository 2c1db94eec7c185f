package fr.balise.jobs.web;

import fr.balise.identity.Actor;
import fr.balise.identity.Rights;
import fr.balise.jobs.Job;
import fr.balise.jobs.JobId;
import fr.balise.jobs.Jobs;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** How far a job is, for its owner alone: to anybody else it does not exist. */
@Controller
@RequestMapping("/travaux/{job:[0-9]{1,18}}")
class JobPages {
    /** htmx takes what it is given and asks no more. */
    private static final int STOP_POLLING = 286;

    private final Jobs jobs;
    private final Rights rights;

    JobPages(Jobs jobs, Rights rights) {
        this.jobs = jobs;
        this.rights = rights;
    }

    /** The page; for htmx the inside of the fragment. Once the job has ended, the page that shows it is asked to show the rest. */
    @GetMapping
    ModelAndView show(
            @PathVariable("job") long id,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
            HttpServletResponse response) {
        var job = mine(id);
        if (htmx == null) return new ModelAndView("jobs/job").addObject("job", job);
        if (job.state().hasEnded()) {
            response.setStatus(STOP_POLLING);
            response.setHeader("HX-Refresh", "true");
        }
        return new ModelAndView("jobs/progress :: inside").addObject("job", job);
    }

    @PostMapping("/pause")
    ModelAndView pause(
            @PathVariable("job") long id, @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
        return after(id, jobs.pause(new JobId(id), owner()), htmx);
    }

    @PostMapping("/reprise")
    ModelAndView resume(
            @PathVariable("job") long id, @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
        return after(id, jobs.resume(new JobId(id), owner()), htmx);
    }

    @PostMapping("/annulation")
    ModelAndView cancel(
            @PathVariable("job") long id, @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx) {
        return after(id, jobs.cancel(new JobId(id), owner()), htmx);
    }

    /** A wish that came too late shows how things stand. */
    private ModelAndView after(long id, Optional<Job> changed, @Nullable String htmx) {
        var job = changed.orElseGet(() -> mine(id));
        return htmx == null
                ? new ModelAndView("redirect:/travaux/" + id)
                : new ModelAndView("jobs/progress :: following").addObject("job", job);
    }

    private Job mine(long id) {
        var owner = owner();
        return jobs.find(new JobId(id))
                .filter(job -> job.owner() == owner)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private long owner() {
        return rights.actor()
                .map(Actor::account)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.UNAUTHORIZED));
    }
}
