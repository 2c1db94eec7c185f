package fr.balise.promotion.kit;

import fr.balise.kernel.MailAddress;
import fr.balise.promotion.PromotionSettings;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.MessageSource;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Makes one kit of nobody after the start, behind whatever people ask for: the first kit of a process takes seconds, and nobody waits for it. */
@Component
class WarmUp {
    private static final Logger log = LoggerFactory.getLogger(WarmUp.class);

    private final MessageSource messages;
    private final PromotionSettings settings;

    WarmUp(MessageSource messages, PromotionSettings settings) {
        this.messages = messages;
        this.settings = settings;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        if (!settings.warmUp()) return;
        var thread = new Thread(this::run, "kit-warm-up");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    private void run() {
        try {
            KitMaker.all(sample(messages));
        } catch (RuntimeException failed) {
            log.warn("no kit could be made: {}", failed.getClass().getSimpleName());
        }
    }

    static Kit sample(MessageSource messages) {
        var content = new KitContent(
                "Dr",
                "Prénom",
                "NOM",
                "Médecin",
                "Cabinet",
                new KitContent.Postal("1 rue de l'Essai", "56000", "VANNES"),
                MailAddress.parse("prenom.nom@essai.mssante.fr"),
                Map.of(),
                URI.create("https://balise.invalid/bal/000000000000"));
        return new Kit(content, KitWords.of(messages, Locale.FRENCH), Look.PLAIN);
    }
}
