package fr.balise.record.web;

import fr.balise.identity.Rights;
import fr.balise.record.EndingCertificates;
import fr.balise.record.EndingCertificates.Ending;
import java.util.List;
import org.springframework.stereotype.Component;

/** For the page of the operator's staff: {@code @softwares.ending()}. */
@Component("softwares")
class Softwares {
    private final Rights rights;
    private final EndingCertificates certificates;

    Softwares(Rights rights, EndingCertificates certificates) {
        this.rights = rights;
        this.certificates = certificates;
    }

    /** Client certificates that software will soon not take any more. */
    public List<Ending> ending() {
        return rights.actor().map(certificates::of).orElse(List.of());
    }
}
