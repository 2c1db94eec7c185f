package fr.balise.promotion.book;

import ca.uhn.fhir.context.FhirContext;
import fr.balise.identity.Actor;
import fr.balise.jobs.Job;
import fr.balise.jobs.Jobs;
import fr.balise.jobs.NewJob;
import fr.balise.kernel.SensitiveAct;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Books that people work through: uploaded, checked by a job, corrected entry by entry, downloaded, erased. */
@Service
public class Books {
    private static final Logger log = LoggerFactory.getLogger(Books.class);

    /** Of one person at a time: each is some megabytes. */
    private static final int MOST_BOOKS = 5;

    private static final int PAGE = 20;

    private final BookRows rows;
    private final Jobs jobs;
    private final ObjectProvider<FhirContext> fhir;
    private final BookSettings settings;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;

    Books(
            BookRows rows,
            Jobs jobs,
            ObjectProvider<FhirContext> fhir,
            BookSettings settings,
            ApplicationEventPublisher events,
            InstantSource clock) {
        this.rows = rows;
        this.jobs = jobs;
        this.fhir = fhir;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    public sealed interface Uploaded {
        record Taken(long book) implements Uploaded {}

        /** @param line of the file, 0 where it is the file itself */
        record Broken(BrokenBook.Fault fault, int line) implements Uploaded {}

        /** Others must be erased first. */
        record TooMany() implements Uploaded {}
    }

    /** Reads it through once, so that whatever is wrong with it is told at once. */
    @Transactional
    public Uploaded upload(Actor actor, byte[] file) {
        if (rows.of(actor.account()).size() >= MOST_BOOKS) return new Uploaded.TooMany();
        var format = BookFormat.of(file);
        int entries;
        try {
            entries = format.entries(file, settings.most(), fhir.getObject()).size();
        } catch (BrokenBook broken) {
            return new Uploaded.Broken(broken.fault(), broken.line());
        }
        var now = clock.instant();
        long book = rows.add(actor.account(), format, file, entries, now, now.plus(settings.kept()));
        var started = jobs.start(new NewJob(
                BookWork.KIND, actor.account(), "book:" + book, Long.toString(book), "promotion.book.checking"));
        rows.begun(book, started.id());
        events.publishEvent(new SensitiveAct(
                actor.auditName(),
                "promotion.upload-book",
                "book:" + book,
                Map.of(),
                Map.of("format", format.word(), "entries", Integer.toString(entries)),
                now));
        return new Uploaded.Taken(book);
    }

    /** Newest first. */
    public List<Book> of(Actor actor) {
        return rows.of(actor.account());
    }

    /** Empty for anybody but its owner. */
    public Optional<Book> find(Actor actor, long book) {
        return rows.find(book).filter(one -> one.owner() == actor.account());
    }

    /**
     * Where a book stands.
     *
     * @param job null when it was forgotten meanwhile
     * @param counts by verdict, up to date included
     * @param open entries that still wait for a choice, by verdict
     * @param replaced entries that get another address
     */
    public record View(
            Book book, @Nullable Job job, Map<Verdict, Integer> counts, Map<Verdict, Integer> open, int replaced) {
        public boolean checked() {
            return job == null || job.state() == Job.State.DONE;
        }

        public int count(Verdict verdict) {
            return counts.getOrDefault(verdict, 0);
        }

        /** Those for which one other address stands ready, whatever the reason. */
        public int replaceable() {
            return counts.entrySet().stream()
                    .filter(one -> one.getKey().hasReplacement())
                    .mapToInt(Map.Entry::getValue)
                    .sum();
        }

        /** In few words, as endings of message keys with their numbers; what there is none of is left out. */
        public Map<String, Integer> summary() {
            var words = new LinkedHashMap<String, Integer>();
            words.put("up-to-date", count(Verdict.UP_TO_DATE));
            words.put("replaceable", replaceable());
            words.put("ambiguous", count(Verdict.AMBIGUOUS));
            words.put("doubtful", count(Verdict.DOUBTFUL));
            words.put("unknown", count(Verdict.UNKNOWN));
            words.values().removeIf(number -> number == 0);
            return words;
        }

        /** Those that some entry got. */
        public List<Verdict> found() {
            return Stream.of(Verdict.values()).filter(one -> count(one) > 0).toList();
        }

        public int openOnes() {
            return open.values().stream().mapToInt(Integer::intValue).sum();
        }

        /** Those that one address stands ready for. */
        public int ready() {
            return open.entrySet().stream()
                    .filter(one -> one.getKey().hasReplacement())
                    .mapToInt(Map.Entry::getValue)
                    .sum();
        }
    }

    public View view(Book book) {
        var standing = rows.standing(book.id());
        var counts = new EnumMap<Verdict, Integer>(Verdict.class);
        var open = new EnumMap<Verdict, Integer>(Verdict.class);
        standing.forEach((verdict, one) -> {
            counts.put(verdict, one.all());
            if (one.open() > 0) open.put(verdict, one.open());
        });
        int listed = counts.values().stream().mapToInt(Integer::intValue).sum();
        counts.put(Verdict.UP_TO_DATE, book.entries() - listed);
        return new View(
                book,
                Optional.ofNullable(book.job()).flatMap(jobs::find).orElse(null),
                counts,
                open,
                standing.values().stream().mapToInt(BookRows.Standing::replaced).sum());
    }

    /** A page of entries. @param verdict null for any; {@code open}: those without a choice; {@code after}: the last one of the page before, −1 at first */
    public List<Item> items(Book book, @Nullable Verdict verdict, boolean open, int after) {
        return rows.items(book.id(), verdict, open, after, PAGE);
    }

    public static int pageSize() {
        return PAGE;
    }

    /** @param choice {@link Item#KEEP} or which of the offers. False for what is not there */
    @Transactional
    public boolean choose(Book book, int number, int choice) {
        var item = rows.item(book.id(), number);
        if (item.isEmpty()
                || choice < Item.KEEP
                || choice >= item.get().content().offers().size()) return false;
        rows.choose(book.id(), number, choice);
        return true;
    }

    /** Takes the one address that stands ready, wherever nobody chose yet. @return how many */
    @Transactional
    public int takeAll(Book book) {
        return rows.takeAll(
                book.id(),
                Stream.of(Verdict.values()).filter(Verdict::hasReplacement).toList());
    }

    /** What stands in the book as it came. Empty when its key is gone. */
    public List<Entry> entries(Book book) {
        return rows.file(book)
                .map(file -> {
                    try {
                        return book.format().entries(file, settings.most(), fhir.getObject());
                    } catch (BrokenBook changed) {
                        throw new IllegalStateException("was readable when it came", changed);
                    }
                })
                .orElse(List.of());
    }

    /** The book with what was chosen; entries that nobody decided about stay as they are. Empty when its key is gone. */
    public Optional<byte[]> corrected(Book book) {
        return rows.file(book).map(file -> {
            try {
                return book.format().corrected(file, rows.replacements(book.id()), fhir.getObject());
            } catch (BrokenBook changed) {
                throw new IllegalStateException("was readable when it came", changed);
            }
        });
    }

    @Transactional
    public void erase(Book book) {
        Optional.ofNullable(book.job()).ifPresent(job -> jobs.cancel(job, book.owner()));
        rows.erase(book.id());
    }

    @Scheduled(initialDelayString = "2m", fixedDelayString = "15m")
    void sweep() {
        int erased = rows.eraseOver(clock.instant());
        if (erased > 0) log.info("{} address books were erased", erased);
    }
}
