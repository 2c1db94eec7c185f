package fr.balise.directory.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** What the server says when it is asked too often, or for too much. */
@NullUnmarked
@TestPropertySource(
        properties = {
            "balise.directory.fhir.burst=5",
            "balise.directory.fhir.calls-per-second=1",
            "balise.directory.fhir.longest-search=1s"
        })
class LimitsModuleTests extends Served {
    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    /** Each test begins with calls to spare. */
    @AfterEach
    void rest() throws InterruptedException {
        Thread.sleep(5_000);
    }

    @Test
    void whoCallsTooOftenIsToldHowLongToWaitAndIsServedAfterThat() throws Exception {
        HttpResponse<String> reply = null;
        for (int calls = 0; calls < 20 && (reply == null || reply.statusCode() == 200); calls++)
            reply = call.send(call.request("/Practitioner?family=leclerc").build());
        assertThat(reply.statusCode()).isEqualTo(429);
        Calling.valid(reply.body());
        assertThat(Calling.FHIR
                        .newJsonParser()
                        .parseResource(org.hl7.fhir.r4.model.OperationOutcome.class, reply.body())
                        .getIssueFirstRep()
                        .getCode())
                .isEqualTo(IssueType.THROTTLED);
        long wait = Long.parseLong(reply.headers().firstValue("retry-after").orElseThrow());
        assertThat(wait).isBetween(1L, 10L);
        Thread.sleep(wait * 1000);
        assertThat(call.send(call.request("/Practitioner?family=leclerc").build())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aSearchThatTakesTooLongIsGivenUpAndTheServerGoesOn() throws Exception {
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("lock table directory.person in access exclusive mode").update();
            try {
                var outcome = call.refused("/Practitioner?family=leclerc", 503);
                assertThat(outcome.getIssueFirstRep().getCode()).isEqualTo(IssueType.TOOCOSTLY);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(call.bundle("/Practitioner?family=leclerc").getEntry()).isNotEmpty();
    }
}
