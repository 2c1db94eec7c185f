package fr.balise.mailbox;

import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The census, counted once for a page that asks for it in several places. A request that may change something counts anew at each
 * question, so that what it did shows. The right to see is asked for each time.
 */
@Service
class CountedOnce implements Census {
    private static final String KEY = CountedOnce.class.getName();

    private final PersonCensus census;

    CountedOnce(PersonCensus census) {
        this.census = census;
    }

    @Override
    public Outcome<CensusView> of(Subject subject) {
        return Access.to(subject, Right.VIEW).map(this::counted);
    }

    @Override
    public Outcome<Box> box(Subject subject, BoxId id) {
        return of(subject)
                .then(view -> view.box(id).map(Outcome::done).orElseGet(() -> Outcome.refused(new Refusal.NotFound())));
    }

    private CensusView counted(Subject subject) {
        var counted = countedForThisPage();
        // Not computeIfAbsent: counting may ask again.
        var view = counted == null ? null : counted.get(subject);
        if (view != null) return view;
        var fresh = census.of(subject);
        if (counted != null) counted.put(subject, fresh);
        return fresh;
    }

    @SuppressWarnings("unchecked") // written here alone
    private static @Nullable Map<Subject, CensusView> countedForThisPage() {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request)
                || !request.getRequest().getMethod().equals("GET")) return null;
        var held = (Map<Subject, CensusView>) request.getAttribute(KEY, RequestAttributes.SCOPE_REQUEST);
        if (held != null) return held;
        var fresh = new HashMap<Subject, CensusView>();
        request.setAttribute(KEY, fresh, RequestAttributes.SCOPE_REQUEST);
        return fresh;
    }
}
