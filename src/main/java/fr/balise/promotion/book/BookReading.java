package fr.balise.promotion.book;

import ca.uhn.fhir.context.FhirContext;
import fr.balise.promotion.book.BrokenBook.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Books that are checked while somebody waits for the answer: a few at a time, in memory alone. */
@Component
public class BookReading {
    private final ObjectProvider<FhirContext> fhir;
    private final BookSettings settings;
    private final Semaphore turns;

    BookReading(ObjectProvider<FhirContext> fhir, BookSettings settings) {
        this.fhir = fhir;
        this.settings = settings;
        turns = new Semaphore(settings.atOnce());
    }

    /** False when others are at it. Whoever got true ends it. */
    public boolean begin() {
        return turns.tryAcquire();
    }

    public void end() {
        turns.release();
    }

    /** Not a byte more than the limit is read. */
    public List<Entry> entries(InputStream body) throws IOException, BrokenBook {
        int most = Math.toIntExact(settings.largest().toBytes());
        var file = body.readNBytes(most + 1);
        if (file.length > most) throw new BrokenBook(Fault.TOO_LARGE, 0);
        return BookFormat.of(file).entries(file, settings.most(), fhir.getObject());
    }
}
