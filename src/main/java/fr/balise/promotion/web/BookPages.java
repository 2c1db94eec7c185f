package fr.balise.promotion.web;

import fr.balise.identity.Actor;
import fr.balise.identity.Rights;
import fr.balise.mailbox.Wording;
import fr.balise.mailbox.Words;
import fr.balise.promotion.book.Book;
import fr.balise.promotion.book.Books;
import fr.balise.promotion.book.Books.Uploaded;
import fr.balise.promotion.book.Verdict;
import java.io.IOException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
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
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** "Vérifier un carnet d'adresses": upload, work through, download. A book exists for whoever uploaded it alone. */
@Controller
@RequestMapping("/carnets")
class BookPages {
    private static final String ONE = "/{book:[0-9]{1,18}}";

    private final Rights rights;
    private final Books books;
    private final Wording wording;

    BookPages(Rights rights, Books books, Wording wording) {
        this.rights = rights;
        this.books = books;
        this.wording = wording;
    }

    @GetMapping
    ModelAndView all() {
        return new ModelAndView("promotion/books").addObject("books", books.of(actor()));
    }

    @PostMapping
    ModelAndView upload(@RequestParam(name = "file", required = false) @Nullable MultipartFile file)
            throws IOException {
        var taken = books.upload(actor(), file == null ? new byte[0] : file.getBytes());
        return switch (taken) {
            case Uploaded.Taken(long book) -> new ModelAndView("redirect:/carnets/" + book);
            case Uploaded.Broken(var fault, int line) ->
                refused(told("promotion.book.fault." + fault.word(), line) + at(line));
            case Uploaded.TooMany _ -> refused(told("promotion.book.too-many"));
        };
    }

    private String at(int line) {
        return line == 0 ? "" : " " + told("promotion.book.line", line);
    }

    private ModelAndView refused(String why) {
        var page = all().addObject("refused", why);
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    /** @param after the last entry of the page before */
    @GetMapping(ONE)
    ModelAndView one(
            @PathVariable("book") long id,
            @RequestParam(name = "voir", defaultValue = "") String which,
            @RequestParam(name = "tout", defaultValue = "false") boolean all,
            @RequestParam(name = "apres", defaultValue = "-1") int after) {
        var book = mine(id);
        var verdict = verdict(which);
        var view = books.view(book);
        var items = books.items(book, verdict, !all, after);
        return new ModelAndView("promotion/book")
                .addObject("book", book)
                .addObject("view", view)
                .addObject("which", verdict == null ? "" : verdict.word())
                .addObject("all", all)
                .addObject("after", after)
                .addObject("items", items)
                .addObject(
                        "next",
                        items.size() == Books.pageSize() ? items.getLast().number() : -1);
    }

    private static @Nullable Verdict verdict(String word) {
        return Stream.of(Verdict.values())
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElse(null);
    }

    /** @param choice −1: as it stands in the book; else which of the offers */
    @PostMapping(ONE + "/choix")
    ModelAndView choose(
            @PathVariable("book") long id,
            @RequestParam("number") int number,
            @RequestParam("choice") int choice,
            @RequestParam(name = "voir", defaultValue = "") String which,
            @RequestParam(name = "tout", defaultValue = "false") boolean all,
            @RequestParam(name = "apres", defaultValue = "-1") int after) {
        var book = mine(id);
        if (!books.choose(book, number, choice)) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        var verdict = verdict(which);
        var back = new StringBuilder("redirect:/carnets/")
                .append(id)
                .append("?apres=")
                .append(after);
        if (verdict != null) back.append("&voir=").append(verdict.word());
        if (all) back.append("&tout=true");
        return new ModelAndView(back.append("#liste").toString());
    }

    @PostMapping(ONE + "/tout")
    ModelAndView takeAll(@PathVariable("book") long id, RedirectAttributes flash) {
        flash.addFlashAttribute("done", told("promotion.book.taken", books.takeAll(mine(id))));
        return new ModelAndView("redirect:/carnets/" + id);
    }

    @GetMapping(ONE + "/corrige")
    ResponseEntity<byte[]> corrected(@PathVariable("book") long id) {
        var book = mine(id);
        var file = books.corrected(book).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        var name = ContentDisposition.attachment()
                .filename("carnet-corrige." + book.format().ending())
                .build();
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, name.toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .contentType(MediaType.parseMediaType(book.format().mediaType()))
                .body(file);
    }

    @PostMapping(ONE + "/effacer")
    ModelAndView erase(@PathVariable("book") long id, RedirectAttributes flash) {
        books.erase(mine(id));
        flash.addFlashAttribute("done", told("promotion.book.erased"));
        return new ModelAndView("redirect:/carnets");
    }

    private Book mine(long id) {
        return books.find(actor(), id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private String told(String key, Object... values) {
        return wording.of(Words.of(key, values));
    }

    private Actor actor() {
        return rights.actor().orElseThrow(() -> new ResponseStatusException(HttpStatus.UNAUTHORIZED));
    }
}
