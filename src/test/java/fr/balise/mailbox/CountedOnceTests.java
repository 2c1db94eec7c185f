package fr.balise.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.identity.Actor;
import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.kernel.NationalPersonId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

@NullUnmarked
class CountedOnceTests {
    private static final Subject DOCTOR = subject("899700100011", EnumSet.allOf(Right.class));

    private int counted;
    private final CountedOnce census = new CountedOnce(new PersonCensus(null, null, null) {
        @Override
        CensusView of(Subject subject) {
            counted++;
            return new CensusView(subject.person(), null, null, null, List.of(), List.of(), List.of());
        }
    });

    private static Subject subject(String person, Set<Right> rights) {
        var id = new NationalPersonId(person);
        return new Subject(new Actor(1, "Camille Essai", id, Set.of()), id, rights);
    }

    private static void request(String method) {
        RequestContextHolder.setRequestAttributes(
                new ServletRequestAttributes(new MockHttpServletRequest(method, "/boites")));
    }

    private NationalPersonId seen(Subject subject) {
        return ((Outcome.Done<CensusView>) census.of(subject)).value().nationalId();
    }

    @Test
    void aPageThatAsksTwiceIsCountedOnce() {
        request("GET");
        assertThat(seen(DOCTOR)).isEqualTo(DOCTOR.person());
        assertThat(seen(DOCTOR)).isEqualTo(DOCTOR.person());
        assertThat(counted).isOne();
    }

    @Test
    void theNextPageIsCountedAnew() {
        request("GET");
        census.of(DOCTOR);
        request("GET");
        census.of(DOCTOR);
        assertThat(counted).isEqualTo(2);
    }

    @Test
    void whatChangesSomethingIsCountedEachTimeAndSoIsWhatNoPageAskedFor() {
        request("POST");
        census.of(DOCTOR);
        census.of(DOCTOR);
        assertThat(counted).isEqualTo(2);
        RequestContextHolder.resetRequestAttributes();
        census.of(DOCTOR);
        census.of(DOCTOR);
        assertThat(counted).isEqualTo(4);
    }

    @Test
    void anotherPersonOnTheSamePageHasACensusOfItsOwn() {
        request("GET");
        var colleague = subject("899700100029", EnumSet.allOf(Right.class));
        assertThat(seen(DOCTOR)).isEqualTo(DOCTOR.person());
        assertThat(seen(colleague)).isEqualTo(colleague.person());
    }

    @Test
    void whoMayNotSeeIsRefusedThoughItIsCountedAlready() {
        request("GET");
        census.of(DOCTOR);
        assertThat(census.of(subject("899700100011", Set.of()))).isInstanceOf(Outcome.Refused.class);
        assertThat(census.box(subject("899700100011", Set.of()), new BoxId("0".repeat(20))))
                .isInstanceOf(Outcome.Refused.class);
    }

    @AfterEach
    void noRequest() {
        RequestContextHolder.resetRequestAttributes();
    }
}
