package fr.balise.directory.fhir;

import fr.balise.directory.store.Nomenclatures;
import java.util.Set;

/** Short names of the national nomenclatures that codes come from. */
final class Terms {
    static final String PROFESSION = Nomenclatures.PROFESSION;
    static final String MODE = Nomenclatures.MODE;
    static final String FUNCTION = Nomenclatures.ROLE;
    static final String SECTOR = Nomenclatures.SECTOR;
    static final String ACTIVITY = "TRE_R22-GenreActivite";
    static final String SECTION = "TRE_R06-SectionTableauCNOP";
    static final String DIPLOMA = "TRE_R48-DiplomeEtatFrancais";
    static final String DIPLOMA_TYPE = "TRE_R14-TypeDiplome";
    static final String PERMIT = "TRE_R41-DisciplineAutorisation";
    static final String PERMIT_TYPE = "TRE_R17-TypeAutorisation";

    /** Systems of codes that are no savoir-faire. */
    private static final Set<String> OTHERS =
            Set.of(PROFESSION, MODE, FUNCTION, SECTOR, ACTIVITY, SECTION, DIPLOMA, DIPLOMA_TYPE, PERMIT, PERMIT_TYPE);

    private Terms() {}

    static boolean maybeSkill(Token token) {
        return OTHERS.stream().map(Systems::nomenclature).noneMatch(s -> s.equals(token.system()));
    }
}
