package fr.balise.portal.demo;

import fr.balise.outbox.SentMail;
import fr.balise.outbox.SentMails;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** The messages that Balise would have sent, for all to read: in a demo nobody's mailbox is anybody's secret. */
@Controller
@Profile("demo")
class DemoMessages {
    private static final int SHOWN = 50;
    private static final Pattern LINK = Pattern.compile("https?://[^/\\s]+(/[A-Za-z0-9/_.~-]*)");

    private final SentMails sent;

    DemoMessages(SentMails sent) {
        this.sent = sent;
    }

    /** A run of text, or a link of this portal. */
    public record Piece(String text, boolean link) {}

    @GetMapping("/demo/messages")
    ModelAndView all() {
        return new ModelAndView("portal/messages").addObject("messages", sent.latest(SHOWN));
    }

    @GetMapping("/demo/messages/{id:[0-9]{1,18}}")
    ModelAndView one(@PathVariable long id) {
        var message = sent.get(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        return new ModelAndView("portal/message").addObject("message", message).addObject("pieces", pieces(message));
    }

    /** Links keep their path alone: the demo may be reached under another name than the one in the message. */
    static List<Piece> pieces(SentMail message) {
        var pieces = new ArrayList<Piece>();
        var body = message.body();
        var links = LINK.matcher(body);
        int from = 0;
        while (links.find()) {
            pieces.add(new Piece(body.substring(from, links.start()), false));
            pieces.add(new Piece(links.group(1), true));
            from = links.end();
        }
        pieces.add(new Piece(body.substring(from), false));
        return pieces;
    }
}
