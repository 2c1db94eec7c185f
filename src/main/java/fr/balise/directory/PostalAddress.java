package fr.balise.directory;

import org.jspecify.annotations.Nullable;

/**
 * Place of a structure.
 *
 * @param line number, street kind and street in one line
 * @param postcode five characters
 * @param department national code: {@code 01}…{@code 95}, {@code 2A}, {@code 971}…
 */
public record PostalAddress(
        @Nullable String line,
        @Nullable String complement,
        @Nullable String postcode,
        @Nullable String city,
        @Nullable String department,
        @Nullable String country) {}
