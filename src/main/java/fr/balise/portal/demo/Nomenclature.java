package fr.balise.portal.demo;

import java.util.Map;
import java.util.Objects;

/** Labels of the few national codes that the demo's world uses. */
final class Nomenclature {
    private Nomenclature() {}

    private static final Map<String, String> PROFESSIONS = Map.of(
            "10", "Médecin",
            "21", "Pharmacien",
            "40", "Chirurgien-Dentiste",
            "50", "Sage-Femme",
            "60", "Infirmier",
            "70", "Masseur-Kinésithérapeute",
            "80", "Pédicure-Podologue",
            "91", "Orthophoniste");
    private static final Map<String, String> SPECIALTIES = Map.ofEntries(
            Map.entry("SM02", "Anesthésie-réanimation (SM)"),
            Map.entry("SM03", "Biologie médicale (SM)"),
            Map.entry("SM04", "Cardiologie et maladies vasculaires (SM)"),
            Map.entry("SM05", "Chirurgie générale (SM)"),
            Map.entry("SM15", "Dermatologie et vénéréologie (SM)"),
            Map.entry("SM16", "Endocrinologie et métabolisme (SM)"),
            Map.entry("SM18", "Gériatrie (SM)"),
            Map.entry("SM19", "Gynécologie médicale (SM)"),
            Map.entry("SM20", "Gynécologie-obstétrique (SM)"),
            Map.entry("SM24", "Gastro-entérologie et hépatologie (SM)"),
            Map.entry("SM32", "Neurologie (SM)"),
            Map.entry("SM38", "Ophtalmologie (SM)"),
            Map.entry("SM40", "Pédiatrie (SM)"),
            Map.entry("SM41", "Pneumologie (SM)"),
            Map.entry("SM42", "Psychiatrie (SM)"),
            Map.entry("SM44", "Radio-diagnostic (SM)"),
            Map.entry("SM48", "Rhumatologie (SM)"),
            Map.entry("SM54", "Médecine Générale (SM)"));
    private static final Map<String, String> SECTORS = Map.of(
            "SA01", "Etablissement Public de santé",
            "SA04", "Etablissement privé non PSPH",
            "SA05", "Centre de santé",
            "SA07", "Cabinet individuel",
            "SA08", "Cabinet de Groupe",
            "SA17", "Etablissement d'hébergement pour personnes âgées",
            "SA25", "Laboratoire d'analyses de biologie médicale",
            "SA33", "Pharmacie d'officine");
    private static final Map<String, String> WAYS = Map.of(
            "AV", "Avenue",
            "R", "Rue",
            "BD", "Boulevard",
            "PL", "Place",
            "ALL", "Allée",
            "CHE", "Chemin",
            "QU", "Quai",
            "PROM", "Promenade");

    static String profession(String code) {
        return label(PROFESSIONS, code);
    }

    static String specialty(String code) {
        return code.isEmpty() ? "" : label(SPECIALTIES, code);
    }

    static String sector(String code) {
        return label(SECTORS, code);
    }

    static String way(String code) {
        return label(WAYS, code);
    }

    static String mode(String code) {
        return code.equals("L") ? "Libéral,indépendant,artisan,commerçant" : "Salarié";
    }

    private static String label(Map<String, String> labels, String code) {
        return Objects.requireNonNull(labels.get(code), code);
    }
}
