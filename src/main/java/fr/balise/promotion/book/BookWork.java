package fr.balise.promotion.book;

import ca.uhn.fhir.context.FhirContext;
import fr.balise.jobs.Job;
import fr.balise.jobs.Run;
import fr.balise.jobs.Work;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Checks a book, some thousand entries at a time; after a kill it goes on where it was. */
@Component
class BookWork implements Work {
    static final String KIND = "promotion.book";
    private static final String WORDS = "promotion.book.checking";

    private final BookRows rows;
    private final Checking checking;
    private final ObjectProvider<FhirContext> fhir;
    private final BookSettings settings;
    private final TransactionTemplate transaction;

    BookWork(
            BookRows rows,
            Checking checking,
            ObjectProvider<FhirContext> fhir,
            BookSettings settings,
            TransactionTemplate transaction) {
        this.rows = rows;
        this.checking = checking;
        this.fhir = fhir;
        this.settings = settings;
        this.transaction = transaction;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome run(Run run) throws Exception {
        var gone = new Outcome.GivenUp("promotion.book.gone");
        var book = rows.find(Long.parseLong(run.job().input()));
        var file = book.flatMap(rows::file);
        if (book.isEmpty() || file.isEmpty()) return gone;
        var entries = book.get().format().entries(file.get(), settings.most(), fhir.getObject());
        int done = run.job().place().isEmpty() ? 0 : Integer.parseInt(run.job().place());
        while (done < entries.size()) {
            int to = Math.min(done + Checking.TOGETHER, entries.size());
            var items = checking.check(entries.subList(done, to)).stream()
                    .filter(one -> one.verdict() != Verdict.UP_TO_DATE)
                    .toList();
            if (!Boolean.TRUE.equals(transaction.execute(_ -> put(book.get().id(), items)))) return gone;
            done = to;
            run.reach(Integer.toString(done), done, entries.size(), WORDS);
        }
        return new Outcome.Done("");
    }

    private boolean put(long book, List<Judged> items) {
        if (!rows.hold(book)) return false;
        rows.put(book, items);
        return true;
    }

    /** A book that nobody waits for any more is not kept. */
    @Override
    public void undo(Job job) {
        rows.erase(Long.parseLong(job.input()));
    }
}
