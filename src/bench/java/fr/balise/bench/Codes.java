package fr.balise.bench;

import java.util.List;

/** Codes of the national nomenclatures, with how often they occur. */
final class Codes {
    /** A code with its label, as the files write them side by side. */
    record Code(String code, String label) {
        static final Code NONE = new Code("", "");

        @Override
        public String toString() {
            return code + "|" + label;
        }
    }

    /**
     * @param title exercise title, if the profession has one
     * @param mailbox share of its people with a mailbox, relative to the others
     */
    record Profession(Code code, Code title, double mailbox) {}

    private static final Code DOCTOR = new Code("DR", "Docteur");

    static final Weighted<Profession> PROFESSIONS = new Weighted<>(
            List.of(
                    new Profession(new Code("60", "Infirmier"), Code.NONE, .7),
                    new Profession(new Code("10", "Médecin"), DOCTOR, 1.6),
                    new Profession(new Code("70", "Masseur-Kinésithérapeute"), Code.NONE, 1.1),
                    new Profession(new Code("21", "Pharmacien"), DOCTOR, 1.3),
                    new Profession(new Code("93", "Psychologue"), Code.NONE, .5),
                    new Profession(new Code("40", "Chirurgien-Dentiste"), DOCTOR, 1.2),
                    new Profession(new Code("86", "Technicien de laboratoire médical"), Code.NONE, .2),
                    new Profession(new Code("98", "Manipulateur ERM"), Code.NONE, .3),
                    new Profession(new Code("50", "Sage-Femme"), Code.NONE, 1.4),
                    new Profession(new Code("91", "Orthophoniste"), Code.NONE, 1.),
                    new Profession(new Code("95", "Diététicien"), Code.NONE, .6),
                    new Profession(new Code("83", "Opticien-Lunetier"), Code.NONE, .3)),
            List.of(46., 18., 8., 6., 5., 4., 4., 3., 2., 2., 1., 1.));

    static final Weighted<Code> SPECIALTIES = new Weighted<>(
            List.of(
                    new Code("SM54", "Médecine Générale (SM)"),
                    new Code("SM53", "Spécialiste en Médecine Générale"),
                    new Code("SM26", "Qualifié en Médecine Générale"),
                    new Code("SM04", "Cardiologie et maladies vasculaires (SM)"),
                    new Code("SM42", "Psychiatrie (SM)"),
                    new Code("SM02", "Anesthésie-réanimation (SM)"),
                    new Code("SM44", "Radio-diagnostic (SM)"),
                    new Code("SM40", "Pédiatrie (SM)"),
                    new Code("SM38", "Ophtalmologie (SM)"),
                    new Code("SM20", "Gynécologie-obstétrique (SM)"),
                    new Code("SM15", "Dermatologie et vénéréologie (SM)"),
                    new Code("SM24", "Gastro-entérologie et hépatologie (SM)"),
                    new Code("SM48", "Rhumatologie (SM)"),
                    new Code("SM41", "Pneumologie (SM)"),
                    new Code("SM32", "Neurologie (SM)"),
                    new Code("SM16", "Endocrinologie et métabolisme (SM)"),
                    new Code("SM18", "Gériatrie (SM)"),
                    new Code("SM05", "Chirurgie générale (SM)"),
                    new Code("SM03", "Biologie médicale (SM)"),
                    new Code("SM19", "Gynécologie médicale (SM)")),
            List.of(25., 12., 8., 4., 6., 6., 5., 4., 3., 3., 2., 2., 2., 2., 2., 2., 2., 3., 2., 1.));

    static final Code INDEPENDENT = new Code("L", "Libéral,indépendant,artisan,commerçant");
    static final Code SALARIED = new Code("S", "Salarié");
    static final Code HOSPITAL = new Code("SA01", "Etablissement Public de santé");
    static final Code CLINIC = new Code("SA04", "Etablissement privé non PSPH");
    static final Code CENTRE = new Code("SA05", "Centre de santé");
    static final Code ALONE = new Code("SA07", "Cabinet individuel");
    static final Code TOGETHER = new Code("SA08", "Cabinet de Groupe");
    static final Code CARE_HOME = new Code("SA17", "Etablissement d'hébergement pour personnes âgées");
    static final Code LABORATORY = new Code("SA25", "Laboratoire d'analyses de biologie médicale");
    static final Code PHARMACY = new Code("SA33", "Pharmacie d'officine");

    private Codes() {}
}
