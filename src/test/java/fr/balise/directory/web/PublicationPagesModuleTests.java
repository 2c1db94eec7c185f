package fr.balise.directory.web;

import static org.assertj.core.api.Assertions.assertThat;

import fr.balise.directory.Carrier;
import fr.balise.directory.FailedPublications;
import fr.balise.directory.Publication;
import fr.balise.directory.Publication.Visibility;
import fr.balise.directory.Publication.Wanted;
import fr.balise.directory.courier.TroubleWords;
import fr.balise.identity.Accounts;
import fr.balise.kernel.MailAddress;
import fr.balise.kernel.MailboxType;
import fr.balise.kernel.NationalPersonId;
import fr.balise.testing.DemoLogin;
import fr.balise.testing.FreshDatabase;
import fr.balise.testing.Visitor;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

@NullUnmarked
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "balise.directory.publisher.way=none")
@ActiveProfiles("demo")
@ContextConfiguration(initializers = FreshDatabase.class)
class PublicationPagesModuleTests {
    private static final String STAFF = "899700000013";
    private static final String ADDRESS = "accueil.nouveau@balise-demo.mssante.fr";

    @LocalServerPort
    int port;

    @Autowired
    Publication publication;

    @Autowired
    FailedPublications failed;

    @Autowired
    Accounts accounts;

    @Autowired
    JdbcClient jdbc;

    @Test
    void staffSeeWhatWasNotTakenWhyAndTryItAgain() throws Exception {
        var person = someone();
        publication.want(
                new Wanted(
                        MailAddress.parse(ADDRESS),
                        MailboxType.PER,
                        new Carrier.OfPerson(person),
                        Visibility.PUBLISHED,
                        null,
                        null,
                        null,
                        null),
                "test");
        for (var trouble : TroubleWords.ALL) {
            fail(trouble);
            var page = staff().get("/operateur/publications");
            assertThat(page.statusCode()).as(trouble).isEqualTo(200);
            assertThat(page.body())
                    .as(trouble)
                    .contains(ADDRESS, "data-trouble=\"" + trouble + "\"", "1 publication en échec")
                    .doesNotContain("??");
        }
        assertThat(staff().get("/operateur/publications").body()).contains("data-drift=\"missing\"");

        long id = failed.after(0, 1).getFirst().statement();
        var visitor = staff();
        var page = visitor.get("/operateur/publications");
        assertThat(visitor.post("/operateur/publications/" + id + "/reessayer", "_csrf=" + Visitor.field(page, "_csrf"))
                        .statusCode())
                .isIn(302, 303);
        assertThat(failed.count()).isZero();
        assertThat(visitor.get("/operateur/publications").body()).contains("est de nouveau demandée");
    }

    @Test
    void othersDoNotSeeThem() throws Exception {
        var visitor = new Visitor(port).cookie(DemoLogin.cookie(port, "899700000039"));
        assertThat(visitor.get("/operateur/publications").statusCode()).isIn(403, 404);
    }

    /** Anybody of the demo's directory. */
    private long someone() {
        return jdbc.sql("select min(id) from directory.person where gone_since is null")
                .query(Long.class)
                .single();
    }

    private Visitor staff() throws Exception {
        accounts.grantOperator(new NationalPersonId(STAFF), "test");
        return new Visitor(port).cookie(DemoLogin.cookie(port, STAFF));
    }

    private void fail(String trouble) {
        jdbc.sql("update directory.errand e set state = 'failed', attempts = 3, reason = ? from directory.attachment a"
                        + " join directory.address d on d.id = a.address_id where a.id = e.attachment_id and d.key = ?")
                .params(trouble, ADDRESS)
                .update();
    }
}
