package fr.balise.directory.fhir;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A caller in front of the running server; each test finds the invented directory as it was. */
@NullUnmarked
@ServedTest
abstract class Served {
    @LocalServerPort
    int port;

    @Autowired
    FhirFixture fixture;

    Calling call;

    @BeforeEach
    void invent() {
        fixture.invent();
        call = new Calling(port);
    }
}
