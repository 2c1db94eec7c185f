package fr.balise.portal.demo;

import fr.balise.hygiene.Stocktaking;
import fr.balise.hygiene.ToFile;
import fr.balise.identity.Accounts;
import fr.balise.kernel.MailAddress;
import fr.balise.mailbox.lifecycle.Lifecycle;
import fr.balise.portal.demo.DemoCast.Member;
import fr.balise.record.Filing;
import fr.balise.record.HandOvers;
import fr.balise.record.SoftwareDesk;
import fr.balise.record.way.Software;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The record software of the demo: it fetches what is laid into its folder, says that it keeps it, and refuses documents of one patient
 * whom it does not know. It keeps nothing. What the doctor's best mailbox got this week is handed to it when the mail has come.
 */
@Component
@Profile("demo")
class DemoSoftware {
    static final String UNKNOWN = "TESTINCONNU";
    private static final Logger LOG = LoggerFactory.getLogger(DemoSoftware.class);
    private static final String NAME = "Logiciel de démonstration";
    private static final String ENDING = ".json";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path folder;
    private final SoftwareDesk desk;
    private final Accounts accounts;
    private final Lifecycle lifecycle;
    private final Filing filing;
    private final HandOvers handOvers;
    private final Stocktaking stocktaking;
    private final ToFile toFile;
    private final DemoMail mail;

    /** Whether nothing is left to be handed over: asked of the database once, not every three seconds. */
    private volatile boolean handed;

    DemoSoftware(
            @Value("${balise.data}") Path data,
            SoftwareDesk desk,
            Accounts accounts,
            Lifecycle lifecycle,
            Filing filing,
            HandOvers handOvers,
            Stocktaking stocktaking,
            ToFile toFile,
            DemoMail mail) {
        this.folder = data.toAbsolutePath().normalize().resolve("logiciel").resolve("demo");
        this.desk = desk;
        this.accounts = accounts;
        this.lifecycle = lifecycle;
        this.filing = filing;
        this.handOvers = handOvers;
        this.stocktaking = stocktaking;
        this.toFile = toFile;
        this.mail = mail;
    }

    /** As the operator's staff does it; nothing where the settings do not allow the demo's folder. */
    void connect() {
        handed = false;
        try {
            Files.createDirectories(folder);
            try (var left = Files.list(folder)) {
                for (var file : left.toList()) Files.deleteIfExists(file);
            }
        } catch (IOException closed) {
            LOG.warn("the demo has no record software: {}", closed.toString());
            return;
        }
        var software = new Software(
                0,
                NAME,
                Software.Kind.FOLDER,
                folder.toUri(),
                "",
                "",
                "",
                "",
                false,
                true,
                Set.of("@" + MailAddress.parse(DemoMail.BEST).domain()),
                true);
        var saved = desk.save(account(cast().operator()), software, false);
        if (!(saved instanceof SoftwareDesk.Saved.Done)) LOG.warn("the demo has no record software: {}", saved);
    }

    private static DemoCast cast() {
        return DemoCast.of(DemoWorld.read());
    }

    private fr.balise.identity.Actor account(Member member) {
        return accounts.named(member.nationalId(), member.name());
    }

    @Scheduled(initialDelayString = "20s", fixedDelayString = "3s")
    void work() {
        try {
            handOver();
            answer();
        } catch (IOException | RuntimeException later) {
            LOG.debug("the demo's record software tries again", later); // mail servers come up after Balise
        }
    }

    /** Once: what was handed over before stands in its receipts. */
    private void handOver() {
        if (handed || !mail.filled()) return;
        var hosted = lifecycle.find(MailAddress.parse(DemoMail.BEST));
        if (hosted.isEmpty()) return;
        var filer = filing.of(account(cast().doctor()), hosted.get().id());
        if (filer.isEmpty()) return;
        handed = !handOvers.of(filer.get()).isEmpty();
        if (handed) return;
        var choice = handOvers.choices(filer.get()).stream()
                .filter(one -> one.name().equals(NAME))
                .findAny();
        if (choice.isEmpty()) return;
        var stock = stocktaking.take(filer.get().account());
        handOvers.order(filer.get(), choice.get().id(), ToFile.places(stock, toFile.of(stock, null)));
    }

    private void answer() throws IOException {
        if (!Files.isDirectory(folder)) return;
        List<Path> waiting;
        try (var files = Files.list(folder)) {
            waiting = files.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .toList();
        }
        for (var side : waiting) answer(side);
    }

    /** The document is taken away, then the answer is whole before it has its name; the side file goes last. */
    private void answer(Path side) throws IOException {
        var told = JSON.readTree(Files.readString(side));
        var family = told.path("patient").path("family").asString("");
        boolean known = !family.equals(UNKNOWN);
        Files.deleteIfExists(
                folder.resolve(Path.of(told.path("file").asString("none")).getFileName()));
        var name = side.getFileName().toString();
        var base = name.substring(0, name.length() - ENDING.length());
        var part = folder.resolve(base + ".part");
        Files.writeString(
                part,
                known
                        ? "Dossier n° " + (Math.floorMod(family.hashCode(), 9_000) + 1_000)
                        : "Patient inconnu : aucun dossier à ce nom dans le logiciel de démonstration.");
        Files.move(part, folder.resolve(base + (known ? ".ok" : ".ko")), StandardCopyOption.REPLACE_EXISTING);
        Files.delete(side);
    }
}
