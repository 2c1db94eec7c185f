package fr.balise.promotion.web;

import fr.balise.identity.Rights;
import fr.balise.identity.Subject;
import fr.balise.mailbox.Wording;
import fr.balise.mailbox.Words;
import fr.balise.promotion.PromotionSettings;
import fr.balise.promotion.book.Book;
import fr.balise.promotion.book.Books;
import fr.balise.promotion.book.Books.Uploaded;
import fr.balise.promotion.telling.Announcing;
import fr.balise.promotion.telling.Announcing.View;
import fr.balise.promotion.telling.Announcing.Way;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** "Prévenir mes correspondants": who still writes elsewhere, or stands in an address book, and one message each. For the holder alone. */
@Controller
@RequestMapping("/faire-connaitre/{place:tous|[0-9]{1,18}}/prevenir")
class TellPages {
    /** Of one press; the others come with the next one. */
    private static final int SHOWN = 300;

    private final Rights rights;
    private final Announcing announcing;
    private final Books books;
    private final PromotionSettings settings;
    private final Wording wording;

    TellPages(Rights rights, Announcing announcing, Books books, PromotionSettings settings, Wording wording) {
        this.rights = rights;
        this.announcing = announcing;
        this.books = books;
        this.settings = settings;
        this.wording = wording;
    }

    @GetMapping
    ModelAndView who(
            @PathVariable("place") String place, @RequestParam(name = "carnet", required = false) @Nullable Long book) {
        return page(place, book);
    }

    private ModelAndView page(String place, @Nullable Long book) {
        var subject = subject();
        var view = Answered.of(announcing.of(subject, place, mine(subject, book)));
        return new ModelAndView("promotion/tell")
                .addObject("view", view)
                .addObject("shown", view.people().stream().limit(SHOWN).toList())
                .addObject("hidden", Math.max(0, view.people().size() - SHOWN))
                .addObject("sendable", Math.min(sendable(view), view.left()))
                .addObject("place", place)
                .addObject("open", view.way() == Way.OPEN)
                .addObject("books", books.of(subject.actor()))
                .addObject("smallest", settings.smallestGroup());
    }

    private static long sendable(View view) {
        return view.people().stream().limit(SHOWN).filter(one -> one.tellable()).count();
    }

    @PostMapping
    ModelAndView tell(
            @PathVariable("place") String place,
            @RequestParam(name = "carnet", required = false) @Nullable Long book,
            @RequestParam(name = "who", defaultValue = "") List<String> who,
            RedirectAttributes flash) {
        var subject = subject();
        int sent = Answered.of(announcing.announce(subject, place, mine(subject, book), Set.copyOf(who)));
        if (sent == 0) {
            var again = page(place, book).addObject("refused", told("promotion.tell.nobody"));
            again.setStatus(HttpStatus.CONFLICT);
            return again;
        }
        flash.addFlashAttribute("done", told("promotion.tell.done", sent));
        return new ModelAndView(back(place, book));
    }

    @PostMapping("/carnet")
    ModelAndView upload(
            @PathVariable("place") String place,
            @RequestParam(name = "file", required = false) @Nullable MultipartFile file)
            throws IOException {
        var subject = subject();
        Answered.of(announcing.of(subject, place, null)); // only whoever may tell uploads here
        return switch (books.upload(subject.actor(), file == null ? new byte[0] : file.getBytes())) {
            case Uploaded.Taken(long book) -> new ModelAndView(back(place, book));
            case Uploaded.Broken(var fault, int line) ->
                refused(place, told("promotion.book.fault." + fault.word(), line));
            case Uploaded.TooMany _ -> refused(place, told("promotion.book.too-many"));
        };
    }

    /** Whether the old mailboxes say so themselves. */
    @PostMapping("/reponse")
    ModelAndView point(
            @PathVariable("place") String place,
            @RequestParam(name = "on", defaultValue = "false") boolean on,
            RedirectAttributes flash) {
        boolean now = Answered.of(announcing.point(subject(), place, on));
        flash.addFlashAttribute("done", told(now ? "promotion.point.is-on" : "promotion.point.is-off"));
        return new ModelAndView(back(place, null) + "#reponse");
    }

    private ModelAndView refused(String place, String why) {
        var again = page(place, null).addObject("refused", why);
        again.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return again;
    }

    private static String back(String place, @Nullable Long book) {
        return "redirect:/faire-connaitre/" + place + "/prevenir" + (book == null ? "" : "?carnet=" + book);
    }

    /** A book exists for whoever uploaded it alone. */
    private @Nullable Book mine(Subject subject, @Nullable Long book) {
        return book == null
                ? null
                : books.find(subject.actor(), book)
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private String told(String key, Object... values) {
        return wording.of(Words.of(key, values));
    }

    private Subject subject() {
        return rights.subject().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }
}
