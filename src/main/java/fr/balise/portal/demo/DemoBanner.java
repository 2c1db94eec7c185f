package fr.balise.portal.demo;

import java.time.LocalDate;

/**
 * What the banner "Données fictives" shows.
 *
 * @param today the demo's day
 * @param ahead by how many days it is ahead of the real one
 * @param fileDue whether a daily file newer than the last one can be loaded
 */
public record DemoBanner(LocalDate today, int ahead, boolean fileDue) {}
