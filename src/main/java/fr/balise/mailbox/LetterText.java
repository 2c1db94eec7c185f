package fr.balise.mailbox;

import fr.balise.kernel.Spoken;
import fr.balise.mailbox.RequestView.Kind;
import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The sentences of the letters, in plain French. They name the good practice, never a legal duty. */
final class LetterText {
    private LetterText() {}

    /** Two lines: whom the letter goes to, and the day. */
    static String head(Box box, LocalDate today) {
        var sheet = box.operator();
        var whom = sheet == null ? "l’opérateur du domaine " + box.address().domain() : sheet.name();
        return "À l’attention de " + whom + "\nLe " + Spoken.day(today, Locale.FRANCE);
    }

    static String subject(Kind kind, LetterFacts facts) {
        var what = switch (kind) {
            case DEPUBLISH -> "Demande de dépublication de la boîte ";
            case DELETE -> "Demande de suppression de la boîte ";
            case CORRECT -> "Demande de correction dans l’annuaire pour la boîte ";
        };
        return what + facts.address();
    }

    static String body(Kind kind, LetterFacts facts) {
        return typeset("""
                Bonjour,

                %s

                %s

                %s%s

                Merci de me confirmer la suite donnée à cette demande, ou de me dire à qui l’adresser.

                Cordialement,
                %s

                Pour en savoir plus : Agence du Numérique en Santé, esante.gouv.fr (rubrique MSSanté).""".formatted(
                        asked(kind),
                        lines(facts),
                        facts.reason() == null ? "" : "Motif : " + facts.reason() + "\n\n",
                        ground(kind),
                        facts.sender()));
    }

    private static String asked(Kind kind) {
        return switch (kind) {
            case DEPUBLISH ->
                "Je vous demande de dépublier la boîte aux lettres sécurisée MSSanté ci-dessous : elle ne doit plus figurer dans l’Annuaire Santé. Elle n’est pas à supprimer à ce stade.";
            case DELETE ->
                "Je vous demande de supprimer définitivement la boîte aux lettres sécurisée MSSanté ci-dessous, et de la retirer de l’Annuaire Santé. Son adresse ne doit être attribuée à personne d’autre.";
            case CORRECT ->
                "Je vous demande de corriger le rattachement, dans l’Annuaire Santé, de la boîte aux lettres sécurisée MSSanté ci-dessous.";
        };
    }

    private static String ground(Kind kind) {
        return switch (kind) {
            case DEPUBLISH ->
                "Les fiches nationales de bonnes pratiques recommandent de dépublier une boîte qui n’est plus utilisée : un confrère qui la trouve dans l’annuaire croit être lu, et une information utile au patient se perd.";
            case DELETE ->
                "Les fiches nationales de bonnes pratiques recommandent de faire supprimer une boîte inutilisée par celui qui la fournit : opérateur, GRADeS ou direction des systèmes d’information (DSI). Avant la suppression, merci de me dire jusqu’à quand je peux récupérer mes messages.";
            case CORRECT ->
                "Les fiches nationales de bonnes pratiques demandent que chaque boîte corresponde à une situation d’exercice de son titulaire : une boîte mal rattachée envoie des documents de santé à la mauvaise personne.";
        };
    }

    static String reminder(Kind kind, LetterFacts facts, String sentOn, @Nullable String file) {
        var state = file == null
                ? "Je n’ai pas encore de réponse."
                : switch (kind) {
                    case DEPUBLISH, DELETE ->
                        "Dans l’Annuaire Santé du " + file + ", cette boîte est toujours publiée.";
                    case CORRECT -> "Dans l’Annuaire Santé du " + file + ", le rattachement est inchangé.";
                };
        return typeset("""
                Bonjour,

                Le %s, je vous ai adressé la demande ci-dessous. %s Pouvez-vous me dire où elle en est ?

                %s

                %s

                Cordialement,
                %s""".formatted(sentOn, state, subject(kind, facts), lines(facts), facts.sender()));
    }

    /** French keeps these signs on the line of the word before them. */
    private static String typeset(String text) {
        return text.replaceAll(" (?=[:;!?»])", "\u00a0").replaceAll("(?<=«) ", "\u00a0");
    }

    private static String lines(LetterFacts facts) {
        return facts.lines().entrySet().stream()
                .map(line -> line.getKey() + " : " + line.getValue())
                .collect(Collectors.joining("\n"));
    }
}
