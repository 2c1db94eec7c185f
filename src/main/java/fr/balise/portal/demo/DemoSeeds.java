package fr.balise.portal.demo;

import fr.balise.directory.Carrier;
import fr.balise.directory.Directory;
import fr.balise.directory.Publication;
import fr.balise.directory.Publication.Visibility;
import fr.balise.directory.Publication.Wanted;
import fr.balise.directory.PublicationOutcome;
import fr.balise.identity.Accounts;
import fr.balise.identity.CardPeople;
import fr.balise.identity.Subject;
import fr.balise.identity.Subject.Right;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.mailbox.BoxId;
import fr.balise.mailbox.Declarations;
import fr.balise.mailbox.OperatorSheets;
import fr.balise.mailbox.Outcome;
import fr.balise.mailbox.RequestView;
import fr.balise.mailbox.Requests;
import fr.balise.mailbox.lifecycle.By;
import fr.balise.mailbox.sharing.Responsibles;
import fr.balise.portal.demo.DemoCast.Member;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** What the fictional people did before the visitor came, through the doors that their pages use. */
@Component
@Profile("demo")
class DemoSeeds {
    private static final Set<Right> EVERYTHING = EnumSet.allOf(Right.class);
    private static final String DOCTORS_BEST = "camille.lefevre@balise-demo.mssante.fr";
    private static final String DOCTORS_HOME = "dr.lefevre@balise-demo.mssante.fr";
    private static final String DOCTORS_FORGOTTEN = "lefevre.rabine@balise-demo.mssante.fr";
    private static final String COLLEAGUES_OLD = "thi-ha.nguyen@chu-armor-demo.mssante.fr";
    private static final String COLLEAGUES_BEST = "thi-ha.nguyen@balise-demo.mssante.fr";
    private static final String IN_ORDER = "jean-baptiste.d-herouville@balise-demo.mssante.fr";
    static final String UNLISTED = "youssef.el-amrani@balise-demo.mssante.fr";

    private final Accounts accounts;
    private final CardPeople people;
    private final DemoClock clock;
    private final Declarations declarations;
    private final Requests requests;
    private final OperatorSheets sheets;
    private final Directory directory;
    private final Publication publication;
    private final Responsibles responsibles;
    private final DemoCast cast = DemoCast.of(DemoWorld.read());

    DemoSeeds(
            Accounts accounts,
            CardPeople people,
            DemoClock clock,
            Declarations declarations,
            Requests requests,
            OperatorSheets sheets,
            Directory directory,
            Publication publication,
            Responsibles responsibles) {
        this.accounts = accounts;
        this.people = people;
        this.clock = clock;
        this.declarations = declarations;
        this.requests = requests;
        this.sheets = sheets;
        this.directory = directory;
        this.publication = publication;
        this.responsibles = responsibles;
    }

    /** @param age days before the first start, right after the file of that day was loaded */
    void after(int age) {
        switch (age) {
            case 32 -> operatorsIntroduceThemselves();
            case 16 -> aRequestGoesOut();
            case 1 -> mailboxesAreRead();
            default -> {}
        }
    }

    private void operatorsIntroduceThemselves() {
        people.settle();
        var staff = accounts.named(cast.operator().nationalId(), name(cast.operator()));
        for (var sheet : DemoOperators.sheets(clock.realToday())) done(sheets.save(staff, sheet));
    }

    /** Twelve days ago: the colleague left a hospital, and asked it to withdraw her mailbox. */
    private void aRequestGoesOut() {
        clock.set(-12);
        var colleague = holder(cast.colleague());
        var request = done(requests.prepare(colleague, box(colleague, COLLEAGUES_OLD), RequestView.Kind.DEPUBLISH));
        done(requests.markSent(colleague, request.id()));
        done(declarations.reads(colleague, box(colleague, COLLEAGUES_BEST), true));
    }

    private void mailboxesAreRead() {
        var inOrder = holder(cast.inOrder());
        done(declarations.reads(inOrder, box(inOrder, IN_ORDER), true));
        var doctor = holder(cast.doctor());
        done(declarations.reads(doctor, box(doctor, DOCTORS_BEST), true));
        done(declarations.reads(doctor, box(doctor, DOCTORS_HOME), true));
        departmentsAreAnsweredFor();
        var unlisted = holder(cast.unlisted());
        stateUnlisted(unlisted);
        done(declarations.reads(unlisted, box(unlisted, UNLISTED), true));
        var secretary = new Subject(
                accounts.named(cast.secretary().nationalId(), name(cast.secretary())),
                cast.doctor().nationalId(),
                EnumSet.of(Right.VIEW, Right.PREPARE));
        done(requests.prepare(secretary, box(secretary, DOCTORS_FORGOTTEN), RequestView.Kind.DELETE));
    }

    /** The hospital's IT manager named somebody for eight of the twelve; four still wait. */
    private void departmentsAreAnsweredFor() {
        var world = DemoWorld.read();
        var manager = accounts.named(cast.hospital().nationalId(), name(cast.hospital()));
        for (var mailbox : world.mailboxes())
            if (mailbox.structure() != null && !mailbox.responsible().isEmpty())
                responsibles.state(
                        world.structure(mailbox.structure()).nationalId(),
                        MailAddress.parse(mailbox.address()).key(),
                        mailbox.responsible(),
                        By.of(manager));
    }

    /** Hosted here and on the red list: no file has it, so Balise states it. */
    private void stateUnlisted(Subject holder) {
        var person = directory.person(holder.person()).orElseThrow();
        var practice = directory.situations(person.id()).stream()
                .flatMap(situation -> Optional.ofNullable(situation.structure()).stream())
                .findFirst()
                .orElseThrow();
        var wanted = new Wanted(
                MailAddress.parse(UNLISTED),
                MailboxType.PER,
                new Carrier.OfSituation(person.id(), practice.id(), null),
                Visibility.UNLISTED,
                1,
                null,
                null,
                null);
        if (publication.want(wanted, "system") instanceof PublicationOutcome.Refused(var why))
            throw new IllegalStateException("the demo's story was refused: " + why);
    }

    /** Everybody of the cast who has mailboxes of his or her own. */
    List<Subject> holders() {
        return cast.all().stream()
                .filter(member -> member.roles().contains("holder"))
                .map(this::holder)
                .toList();
    }

    Subject doctor() {
        return holder(cast.doctor());
    }

    private Subject holder(Member member) {
        return new Subject(accounts.named(member.nationalId(), name(member)), member.nationalId(), EVERYTHING);
    }

    private static String name(Member member) {
        return member.name().replaceFirst("^Dr ", "");
    }

    private static BoxId box(Subject subject, String address) {
        return BoxId.of(subject.person(), MailAddress.parse(address));
    }

    private static <T> T done(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Done<T>(var value) -> value;
            case Outcome.Refused<T>(var why) -> throw new IllegalStateException("the demo's story was refused: " + why);
        };
    }
}
