package fr.balise.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.identity.Actor;
import fr.balise.identity.Subject;
import fr.balise.mailbox.CensusView.Group;
import fr.balise.mailbox.Outcome.Done;
import fr.balise.mailbox.Outcome.Refused;
import fr.balise.mailbox.RequestView.Kind;
import fr.balise.mailbox.Scene.Doctor;
import fr.balise.mailbox.Scene.Stage;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@MailboxModuleTest
class DeclarationsModuleTests {
    @Autowired
    Declarations declarations;

    @Autowired
    Census census;

    @Autowired
    Requests requests;

    @Autowired
    Findings findings;

    @Autowired
    OperatorSheets sheets;

    @Autowired
    Stage stage;

    @Autowired
    InMemoryDirectory directory;

    @Autowired
    Scene.Session session;

    @Autowired
    Scene.Acts acts;

    Doctor doctor;

    @BeforeEach
    void newDoctor() {
        doctor = stage.doctor();
    }

    @Test
    void whatItServesIsKeptAndMovesIt() {
        var box = done(declarations.serves(
                doctor.self(), doctor.box(), doctor.situation().id()));
        assertThat(box.purpose()).isNotNull();
        assertThat(done(census.of(doctor.self())).groups()).noneMatch(Group.ToAskAbout.class::isInstance);
        assertThat(refusal(declarations.serves(
                        doctor.self(), doctor.box(), stage.doctor().situation().id())))
                .as("somebody else's situation")
                .isInstanceOf(Refusal.NotFound.class);
        assertThat(acts.of(doctor.account())).containsExactly("mailbox.serves");
    }

    @Test
    void aMailboxByHandIsSeenByItsDeclarerAloneAndCanBeTakenOff() {
        var address = "hand" + doctor.account() + "@medecin.mssante.fr";
        var box = done(declarations.addByHand(doctor.self(), address));
        assertThat(done(declarations.addByHand(doctor.self(), " " + address.toUpperCase(java.util.Locale.ROOT)))
                        .id())
                .as("the same again")
                .isEqualTo(box.id());
        assertThat(box.byHand()).isTrue();
        assertThat(box.operator()).isNotNull();
        assertThat(refusal(requests.prepare(doctor.self(), box.id(), Kind.DEPUBLISH)))
                .isInstanceOf(Refusal.NotProven.class);
        assertThat(done(census.of(stage.doctor().self())).boxes()).hasSize(1);

        assertThat(declarations.withdraw(doctor.self(), box.id()).isDone()).isTrue();
        assertThat(refusal(census.box(doctor.self(), box.id()))).isInstanceOf(Refusal.NotFound.class);
        assertThat(refusal(declarations.withdraw(doctor.self(), doctor.box())))
                .as("the directory lists that one")
                .isInstanceOf(Refusal.NotFound.class);
    }

    @Test
    void whatIsNotMineIsHiddenItsRequestsEndAndACorrectionIsOpened() {
        var request = done(requests.prepare(doctor.self(), doctor.box(), Kind.DEPUBLISH));

        var hidden = done(declarations.notMine(doctor.self(), doctor.box()));

        assertThat(hidden.hidden()).isTrue();
        assertThat(done(census.of(doctor.self())).boxes()).isEmpty();
        assertThat(done(requests.get(doctor.self(), request.id())).state()).isInstanceOf(RequestState.Cancelled.class);
        assertThat(hidden.requests())
                .filteredOn(open -> open.state().open())
                .singleElement()
                .satisfies(open -> {
                    assertThat(open.kind()).isEqualTo(Kind.CORRECT);
                    assertThat(open.letter().body()).contains("ce n’est pas la mienne");
                });

        var back = done(declarations.mineAfterAll(doctor.self(), doctor.box()));
        assertThat(back.hidden()).isFalse();
        assertThat(back.requests()).noneMatch(any -> any.state().open());
    }

    @Test
    void anAnswerThatDoesNotConcernMeComesBackWhenTheFactsChange() {
        declarations.reads(doctor.self(), doctor.box(), false);
        var finding = done(findings.all(doctor.self())).stream()
                .filter(any -> any.rule() == Finding.Rule.NOT_READ_YET_PUBLISHED)
                .findFirst()
                .orElseThrow();

        assertThat(refusal(findings.dismiss(doctor.self(), finding.id(), "  ")))
                .isInstanceOf(Refusal.ReasonNeeded.class);
        assertThat(findings.dismiss(doctor.self(), finding.id(), "relevée par ma secrétaire")
                        .isDone())
                .isTrue();
        assertThat(done(findings.all(doctor.self()))).extracting(Finding::id).doesNotContain(finding.id());
        assertThat(done(findings.dismissed(doctor.self())))
                .singleElement()
                .returns("relevée par ma secrétaire", Findings.Dismissed::reason);

        assertThat(findings.restore(doctor.self(), finding.id()).isDone()).isTrue();
        assertThat(done(findings.all(doctor.self()))).extracting(Finding::id).contains(finding.id());
    }

    @Test
    void aManagerSeesTheMailboxesOfTheStructureButNotWhileActingForSomebodyElse() {
        var place = directory.structure("98" + "%07d".formatted(doctor.account()), "Hôpital");
        directory.lists("urgences" + doctor.account() + "@hopital.mssante.fr", place);
        session.manages(Set.of(place.nationalId()));
        var manager = new Actor(doctor.account(), "x", doctor.person().nationalId(), Set.of(Actor.Role.MANAGER));
        var rights = Set.of(Subject.Right.VIEW);

        assertThat(done(census.of(new Subject(manager, doctor.person().nationalId(), rights)))
                        .groups())
                .filteredOn(Group.OfStructure.class::isInstance)
                .singleElement()
                .satisfies(group -> assertThat(group.boxes()).hasSize(1));
        assertThat(done(census.of(new Subject(manager, stage.doctor().person().nationalId(), rights)))
                        .groups())
                .noneMatch(Group.OfStructure.class::isInstance);
        assertThat(done(census.of(doctor.self())).groups()).noneMatch(Group.OfStructure.class::isInstance);
    }

    @Test
    void theLongestDomainNamesTheOperator() {
        var staff = new Actor(9, "Inès", null, Set.of(Actor.Role.OPERATOR));
        var n = doctor.account();
        var wide = done(sheets.save(staff, sheet("Région", "r" + n + ".mssante.fr")));
        var narrow = done(sheets.save(staff, sheet("Hôpital", "ch.r" + n + ".mssante.fr")));
        assertThat(sheets.forDomain("ch.r" + n + ".mssante.fr")).contains(narrow);
        assertThat(sheets.forDomain("x.CH.r" + n + ".mssante.fr")).contains(narrow);
        assertThat(sheets.forDomain("autre.r" + n + ".mssante.fr")).contains(wide);
        assertThat(sheets.forDomain("r" + n + ".mssante.fr.evil.example")).isEmpty();
        assertThat(refusal(sheets.save(staff, sheet("Copie", "r" + n + ".mssante.fr"))))
                .isInstanceOf(Refusal.NotASheet.class);
        assertThat(refusal(sheets.save(staff, sheet("Faux", "pas un domaine")))).isInstanceOf(Refusal.NotASheet.class);
        assertThat(refusal(sheets.save(
                        staff,
                        new OperatorSheet(
                                0, "x", List.of("a.b"), null, "javascript:alert(1)", null, null, null, null))))
                .isInstanceOf(Refusal.NotASheet.class);
        assertThat(sheets.forDomain("medecin.mssante.fr"))
                .hasValueSatisfying(known -> assertThat(known.name()).startsWith("Mailiz"));
        assertThat(done(sheets.all(staff))).contains(wide, narrow);
    }

    private static OperatorSheet sheet(String name, String domain) {
        return new OperatorSheet(0, name, List.of(domain), "aide@" + "x.example", null, null, 10, null, null);
    }

    private static <T> T done(Outcome<T> outcome) {
        if (outcome instanceof Done<T>(var value)) return value;
        throw new AssertionError(outcome.toString());
    }

    private static Refusal refusal(Outcome<?> outcome) {
        if (outcome instanceof Refused<?>(var why)) return why;
        throw new AssertionError(outcome.toString());
    }
}
