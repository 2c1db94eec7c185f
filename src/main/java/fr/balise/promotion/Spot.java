package fr.balise.promotion;

import org.jspecify.annotations.Nullable;

/**
 * What a preference is for.
 *
 * @param person id of the directory
 * @param situation practice situation of that person; null for all places, as of mailboxes on the RPPS alone
 * @param document kind of documents that are excepted; null for everything else
 */
public record Spot(
        long person, @Nullable Long situation, @Nullable DocumentKind document) {}
