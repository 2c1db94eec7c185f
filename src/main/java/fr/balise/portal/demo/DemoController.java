package fr.balise.portal.demo;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The levers of the demo: its clock, the day's file and a fresh start. */
@Controller
@Profile("demo")
class DemoController {
    /** The banner offers 1, 15 and 30; a script may ask for others. Time never runs backwards. */
    private static final int LONGEST_STEP = 400;

    private final DemoClock clock;
    private final DemoStart start;
    private final DemoStory story;
    private final DemoWithdrawn withdrawn;

    DemoController(DemoClock clock, DemoStart start, DemoStory story, DemoWithdrawn withdrawn) {
        this.clock = clock;
        this.start = start;
        this.story = story;
        this.withdrawn = withdrawn;
    }

    @PostMapping("/demo/clock")
    ResponseEntity<Void> move(@RequestParam int days, HttpServletRequest request) {
        if (foreign(request)) return ResponseEntity.status(HttpStatus.FORBIDDEN).build();
        if (days < 1 || days > LONGEST_STEP)
            return ResponseEntity.status(HttpStatus.BAD_REQUEST).build();
        clock.advance(days);
        return back(request);
    }

    @PostMapping("/demo/file")
    ResponseEntity<Void> loadToday(HttpServletRequest request) {
        if (foreign(request)) return ResponseEntity.status(HttpStatus.FORBIDDEN).build();
        story.loadToday(withdrawn.addresses());
        return back(request);
    }

    private static ResponseEntity<Void> back(HttpServletRequest request) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(path(request.getHeader(HttpHeaders.REFERER))))
                .build();
    }

    @PostMapping("/demo/reset")
    ResponseEntity<Void> startOver(HttpServletRequest request) {
        if (foreign(request)) return ResponseEntity.status(HttpStatus.FORBIDDEN).build();
        start.startOver();
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/"))
                .build();
    }

    /** Whether a page of another origin sent this: a second lock beside the form token, for the act that wipes the demo. */
    static boolean foreign(HttpServletRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        if (site != null) return !site.equals("same-origin") && !site.equals("none");
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin != null && !origin.replaceFirst("^https?://", "").equals(request.getHeader(HttpHeaders.HOST));
    }

    /** The page that the button stood on; never one of another host. */
    static String path(@Nullable String referer) {
        if (referer == null) return "/";
        try {
            var path = URI.create(referer).getRawPath();
            return path == null || !path.startsWith("/") || path.startsWith("//") ? "/" : path;
        } catch (IllegalArgumentException malformed) {
            return "/";
        }
    }
}
