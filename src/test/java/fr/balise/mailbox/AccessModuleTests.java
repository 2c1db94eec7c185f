package fr.balise.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.identity.Actor;
import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.mailbox.Outcome.Refused;
import fr.balise.mailbox.RequestView.Kind;
import fr.balise.mailbox.Scene.Doctor;
import fr.balise.mailbox.Scene.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every door with every lack of right, and somebody else's ids at every door. */
@MailboxModuleTest
class AccessModuleTests {
    @Autowired
    Census census;

    @Autowired
    Declarations declarations;

    @Autowired
    Checks checks;

    @Autowired
    Findings findings;

    @Autowired
    Requests requests;

    @Autowired
    Timeline timeline;

    @Autowired
    OperatorSheets sheets;

    @Autowired
    Stage stage;

    @Autowired
    Scene.Session session;

    @Autowired
    InMemoryDirectory directory;

    @Autowired
    JdbcClient jdbc;

    Doctor doctor;

    @BeforeEach
    void newDoctor() {
        doctor = stage.doctor();
    }

    private Map<String, Function<Subject, Outcome<?>>> seeing(BoxId box, UUID request) {
        var doors = new LinkedHashMap<String, Function<Subject, Outcome<?>>>();
        doors.put("census.of", census::of);
        doors.put("census.box", s -> census.box(s, box));
        doors.put("checks.open", s -> checks.open(s, "A".repeat(43)));
        doors.put("findings.home", findings::home);
        doors.put("findings.all", findings::all);
        doors.put("findings.dismissed", findings::dismissed);
        doors.put("requests.get", s -> requests.get(s, request));
        doors.put("requests.all", requests::all);
        doors.put("requests.awaiting", requests::awaiting);
        doors.put("requests.pdf", s -> requests.pdf(s, request));
        doors.put("timeline.all", timeline::all);
        doors.put("timeline.of", s -> timeline.of(s, box));
        return doors;
    }

    private Map<String, Function<Subject, Outcome<?>>> deciding(BoxId box, UUID request) {
        var doors = new LinkedHashMap<String, Function<Subject, Outcome<?>>>();
        doors.put("declarations.addByHand", s -> declarations.addByHand(s, "x@medecin.mssante.fr"));
        doors.put("declarations.withdraw", s -> declarations.withdraw(s, box));
        doors.put("declarations.serves", s -> declarations.serves(s, box, null));
        doors.put("declarations.reads", s -> declarations.reads(s, box, true));
        doors.put("declarations.notMine", s -> declarations.notMine(s, box));
        doors.put("declarations.mineAfterAll", s -> declarations.mineAfterAll(s, box));
        doors.put("checks.ask", s -> checks.ask(s, box));
        doors.put("checks.confirm", s -> checks.confirm(s, "A".repeat(43)));
        doors.put("checks.typeCode", s -> checks.typeCode(s, box, "123456"));
        doors.put("findings.dismiss", s -> findings.dismiss(s, "x", "y"));
        doors.put("findings.restore", s -> findings.restore(s, "x"));
        doors.put("requests.approve", s -> requests.approve(s, request));
        doors.put("requests.markSent", s -> requests.markSent(s, request));
        doors.put("requests.remind", s -> requests.remind(s, request));
        doors.put("requests.markConfirmed", s -> requests.markConfirmed(s, request));
        doors.put("requests.markRefused", s -> requests.markRefused(s, request, "y"));
        return doors;
    }

    @Test
    void withoutTheRightToSeeNothingIsShown() {
        var request = request();
        seeing(doctor.box(), request)
                .forEach((door, call) ->
                        assertThat(refusal(call.apply(doctor.with()))).as(door).isInstanceOf(Refusal.NotAllowed.class));
    }

    @Test
    void withoutTheRightToDecideNothingIsDone() {
        var request = request();
        var before = rows();
        deciding(doctor.box(), request).forEach((door, call) -> {
            assertThat(refusal(call.apply(doctor.with(Right.VIEW, Right.PREPARE))))
                    .as(door)
                    .isInstanceOf(Refusal.NotAllowed.class);
            assertThat(refusal(call.apply(doctor.with()))).as(door).isInstanceOf(Refusal.NotAllowed.class);
        });
        assertThat(refusal(requests.prepare(doctor.with(Right.VIEW), doctor.box(), Kind.DELETE)))
                .isInstanceOf(Refusal.NotAllowed.class);
        assertThat(refusal(requests.cancel(doctor.with(Right.VIEW), request))).isInstanceOf(Refusal.NotAllowed.class);
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void somebodyElsesIdsLeadNowhere() {
        var request = request();
        var stranger = stage.doctor();
        var before = rows();
        var doors = new LinkedHashMap<>(seeing(doctor.box(), request));
        doors.putAll(deciding(doctor.box(), request));
        doors.put("requests.prepare", s -> requests.prepare(s, doctor.box(), Kind.DEPUBLISH));
        doors.put("requests.cancel", s -> requests.cancel(s, request));
        doors.keySet()
                .removeAll(List.of(
                        "census.of",
                        "findings.home",
                        "findings.all",
                        "findings.dismissed",
                        "requests.all",
                        "requests.awaiting",
                        "timeline.all",
                        "declarations.addByHand"));
        doors.forEach((door, call) ->
                assertThat(refusal(call.apply(stranger.self()))).as(door).isInstanceOf(Refusal.NotFound.class));
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void onlyStaffOfTheOperatorSeesAndChangesTheSheets() {
        var sheet = new OperatorSheet(0, "Essai", List.of("a.example"), null, null, null, 3, null, null);
        for (var role : List.of(Actor.Role.DELEGATE, Actor.Role.MANAGER)) {
            var actor = new Actor(5, "x", null, Set.of(role));
            assertThat(refusal(sheets.all(actor))).isInstanceOf(Refusal.NotAllowed.class);
            assertThat(refusal(sheets.save(actor, sheet))).isInstanceOf(Refusal.NotAllowed.class);
        }
        assertThat(sheets.forDomain("a.example")).isEmpty();
    }

    @Test
    void aMailboxDeclaredByHandStaysWithItsDeclarer() {
        assertThat(declarations
                        .addByHand(doctor.self(), "autre@medecin.mssante.fr")
                        .isDone())
                .isTrue();
        assertThat(addresses(doctor.self())).contains("autre@medecin.mssante.fr");
        assertThat(addresses(doctor.secretary())).containsExactly(doctor.address());
        assertThat(refusal(census.box(doctor.secretary(), doctor.box("autre@medecin.mssante.fr"))))
                .isInstanceOf(Refusal.NotFound.class);
    }

    @Test
    void staffWithoutANationalNumberSeeTheStructuresThatTheyManage() {
        var place = directory.structure("990099009", "Hôpital d’essai");
        directory.lists("service@hopital.mssante.fr", place);
        session.manages(Set.of(place.nationalId()));
        try {
            var manager = new Actor(77_001, "Loïc", null, Set.of(Actor.Role.MANAGER));
            assertThat(addresses(Subject.ofStaff(manager))).containsExactly("service@hopital.mssante.fr");
            assertThat(refusal(census.box(Subject.ofStaff(manager), doctor.box())))
                    .isInstanceOf(Refusal.NotFound.class);
        } finally {
            session.manages(Set.of());
        }
    }

    private List<String> addresses(Subject subject) {
        if (census.of(subject) instanceof Outcome.Done<CensusView>(var view))
            return view.boxes().stream().map(box -> box.address().toString()).toList();
        throw new AssertionError("refused");
    }

    private UUID request() {
        if (requests.prepare(doctor.self(), doctor.box(), Kind.DEPUBLISH)
                instanceof Outcome.Done<RequestView>(var view)) return view.id();
        throw new AssertionError("not prepared");
    }

    private long rows() {
        return jdbc.sql("select (select count(*) from mailbox.statement) + (select count(*) from mailbox.check_sent)"
                        + " + (select count(*) from mailbox.request_act) + (select count(*) from mailbox.dismissal)")
                .query(Long.class)
                .single();
    }

    private static Refusal refusal(Outcome<?> outcome) {
        if (outcome instanceof Refused<?>(var why)) return why;
        throw new AssertionError(outcome.toString());
    }
}
