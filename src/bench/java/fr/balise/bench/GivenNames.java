package fr.balise.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** First names by frequency, in mixed case with accents; double names are rarer. */
final class GivenNames {
    private static final String WOMEN = """
            Marie Nathalie Isabelle Catherine Sylvie Anne Sandrine Christine Valérie Sophie Stéphanie Véronique Céline
            Julie Aurélie Émilie Hélène Caroline Laurence Virginie Florence Élodie Laura Camille Mathilde Claire Pauline
            Marion Charlotte Lucie Manon Léa Chloé Sarah Emma Mélanie Cécile Corinne Karine Patricia Martine Françoise
            Brigitte Audrey Delphine Agnès Estelle Élise Justine Anaïs Morgane Amélie Gaëlle Maëlle Noémie Clémence
            Marine Margaux Inès Alice Juliette Louise Jeanne Zoé Eva Nadia Fatima Leïla Samia Nora Solène Bénédicte
            Geneviève Dominique Claude Marie-Christine Marie-Laure Marie-Hélène Marie-Claude Anne-Sophie Anne-Laure
            Anne-Marie Marie-Noëlle
            """;
    private static final String MEN = """
            Jean Pierre Michel Philippe Alain Nicolas Christophe Patrick Laurent Frédéric Stéphane Éric David Pascal
            Thierry Olivier Julien Thomas Sébastien Alexandre Antoine Guillaume Maxime Vincent François Jérôme Benoît
            Bruno Arnaud Romain Mathieu Matthieu Pierre-Yves Quentin Paul Louis Hugo Lucas Clément Adrien Florian Kévin
            Anthony Cédric Fabien Fabrice Gilles Hervé Loïc Noël Yann Yves Xavier Rémi Rémy Raphaël Gaël Joël Mickaël
            Michaël Grégory Emmanuel Damien Simon Victor Baptiste Théo Mohamed Karim Ahmed Mehdi Sofiane Jacques Bernard
            Gérard André Marc Luc Denis Didier Dominique Serge Christian Daniel Jean-Pierre Jean-Luc Jean-Paul Jean-Marc
            Jean-François Jean-Baptiste Pierre-Antoine Marc-Antoine
            """;

    private final Weighted<String> women = weighted(WOMEN);
    private final Weighted<String> men = weighted(MEN);

    String draw(boolean woman, SplittableRandom random) {
        return (woman ? women : men).draw(random);
    }

    private static Weighted<String> weighted(String text) {
        var names = List.of(text.strip().split("\\s+"));
        var weights = new ArrayList<Double>(names.size());
        for (int i = 0; i < names.size(); i++) weights.add(names.get(i).indexOf('-') > 0 ? .25 : 1 / (1 + i / 25.));
        return new Weighted<>(names, weights);
    }
}
