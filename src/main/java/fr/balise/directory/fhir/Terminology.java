package fr.balise.directory.fhir;

import fr.balise.directory.Coded;
import fr.balise.directory.store.Nomenclatures;
import java.util.Collection;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Codes with their labels, as FHIR writes them. */
@Component
class Terminology {
    private final Nomenclatures nomenclatures;

    Terminology(Nomenclatures nomenclatures) {
        this.nomenclatures = nomenclatures;
    }

    Labels of(Collection<String> codes) {
        return new Labels(nomenclatures.labelled(codes));
    }

    record Labels(Nomenclatures.Labelled labelled) {

        @Nullable
        CodeableConcept concept(String system, @Nullable String code) {
            var coded = labelled.coded(system, code);
            return coded == null ? null : new CodeableConcept(coding(coded));
        }

        Coding coding(String system, String code) {
            var coded = labelled.coded(system, code);
            return coding(coded == null ? new Coded(system, code, code) : coded);
        }

        CodeableConcept skill(String code) {
            return new CodeableConcept(coding(labelled.skill(code)));
        }

        private static Coding coding(Coded coded) {
            var coding =
                    new Coding().setSystem(Systems.nomenclature(coded.system())).setCode(coded.code());
            return coded.label().equals(coded.code()) ? coding : coding.setDisplay(coded.label());
        }
    }
}
