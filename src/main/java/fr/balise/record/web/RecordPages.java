package fr.balise.record.web;

import fr.balise.identity.Actor;
import fr.balise.identity.Rights;
import fr.balise.jobs.Job;
import fr.balise.mailbox.Wording;
import fr.balise.mailbox.Words;
import fr.balise.mailbox.lifecycle.MailboxId;
import fr.balise.record.Carried;
import fr.balise.record.Failures;
import fr.balise.record.Filer;
import fr.balise.record.Filing;
import fr.balise.record.Habit;
import fr.balise.record.Habits;
import fr.balise.record.HandOver;
import fr.balise.record.HandOvers;
import fr.balise.record.HandOvers.Ordered;
import fr.balise.record.Receipt;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What was handed over to record software, and what it answered [L-M2]. */
@Controller
@RequestMapping("/classement")
class RecordPages {
    private final Filing filing;
    private final HandOvers handOvers;
    private final Failures failures;
    private final Habits habits;
    private final Rights rights;
    private final Wording wording;

    RecordPages(Filing filing, HandOvers handOvers, Failures failures, Habits habits, Rights rights, Wording wording) {
        this.filing = filing;
        this.handOvers = handOvers;
        this.failures = failures;
        this.habits = habits;
        this.rights = rights;
        this.wording = wording;
    }

    private Filer filer(long mailbox) {
        return filing.of(new MailboxId(mailbox)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private HandOver handOver(Filer filer, long id) {
        return handOvers.find(filer, id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    /** Mailboxes in which this person may file. */
    @GetMapping
    ModelAndView all() {
        return new ModelAndView("record/mailboxes").addObject("filers", filing.all());
    }

    @GetMapping("/{mailbox:[0-9]{1,18}}")
    ModelAndView register(@PathVariable("mailbox") long mailbox) {
        var filer = filer(mailbox);
        return new ModelAndView("record/register")
                .addObject("filer", filer)
                .addObject("choices", handOvers.choices(filer))
                .addObject("failures", failures.open(filer))
                .addObject("habit", habits.of(filer.account()).orElse(null))
                .addObject("all", handOvers.of(filer));
    }

    /** What the software of whoever reads this mailbox does with documents: asked once, changed any time. */
    @PostMapping("/{mailbox:[0-9]{1,18}}/habitude")
    String habit(
            @PathVariable("mailbox") long mailbox,
            @RequestParam("habit") Habit habit,
            @RequestParam(name = "to", defaultValue = "") String to) {
        var filer = filer(mailbox);
        habits.say(filer, habit);
        return "redirect:" + filer.path() + (to.equals("documents") ? "/documents" : "");
    }

    /** Failures of filing that came back. */
    @GetMapping("/{mailbox:[0-9]{1,18}}/echecs")
    ModelAndView failures(@PathVariable("mailbox") long mailbox) {
        var filer = filer(mailbox);
        return new ModelAndView("record/failures").addObject("filer", filer).addObject("all", failures.of(filer));
    }

    /** The person says that one is dealt with: it stays in the list, and in the mailbox. */
    @PostMapping("/{mailbox:[0-9]{1,18}}/echecs")
    String settle(
            @PathVariable("mailbox") long mailbox, @RequestParam("failure") long failure, RedirectAttributes flash) {
        var filer = filer(mailbox);
        if (failures.settle(filer, failure))
            flash.addFlashAttribute("done", wording.of(Words.of("record.failure.settled.done")));
        return "redirect:" + filer.path() + "/echecs";
    }

    @GetMapping("/{mailbox:[0-9]{1,18}}/envois/{id:[0-9]{1,18}}")
    ModelAndView show(@PathVariable("mailbox") long mailbox, @PathVariable("id") long id) {
        return page(filer(mailbox), id, null);
    }

    private ModelAndView page(Filer filer, long id, @Nullable String wrong) {
        var one = handOver(filer, id);
        Map<Integer, List<Receipt>> receipts =
                handOvers.receipts(one).stream().collect(Collectors.groupingBy(Receipt::number));
        return new ModelAndView("record/hand-over")
                .addObject("filer", filer)
                .addObject("one", one)
                .addObject("states", Carried.State.values())
                .addObject("receipts", receipts)
                .addObject("wrong", wrong)
                .addObject("job", job(one));
    }

    /** Progress is shown to whoever ordered it; the others see what it came to. */
    private @Nullable Job job(HandOver one) {
        long account = rights.actor().map(Actor::account).orElse(-1L);
        return handOvers.job(one).filter(job -> job.owner() == account).orElse(null);
    }

    @PostMapping("/{mailbox:[0-9]{1,18}}/envois/{id:[0-9]{1,18}}/reessayer")
    ModelAndView again(@PathVariable("mailbox") long mailbox, @PathVariable("id") long id) {
        var filer = filer(mailbox);
        return switch (handOvers.again(filer, handOver(filer, id))) {
            case Ordered.Begun _ -> new ModelAndView("redirect:" + filer.path() + "/envois/" + id);
            case Ordered.GoingOn _ -> refused(filer, id, "record.wrong.going-on");
            case Ordered.Nothing _, Ordered.TooMany _, Ordered.NoSuchSoftware _ ->
                refused(filer, id, "record.wrong.again");
        };
    }

    private ModelAndView refused(Filer filer, long id, String why) {
        var page = page(filer, id, why);
        page.setStatus(HttpStatus.CONFLICT);
        return page;
    }

    @GetMapping("/{mailbox:[0-9]{1,18}}/envois/{id:[0-9]{1,18}}/registre.csv")
    ResponseEntity<byte[]> table(@PathVariable("mailbox") long mailbox, @PathVariable("id") long id) {
        var one = handOver(filer(mailbox), id);
        var table = ReceiptTable.of(one, handOvers.receipts(one), key -> wording.of(Words.of(key)));
        return ResponseEntity.ok()
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"registre-" + id + ".csv\"")
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .body(table.getBytes(StandardCharsets.UTF_8));
    }
}
