package fr.balise.directory.fhir;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the FHIR API.
 *
 * @param callsPerSecond calls that one application, or one address without a key, may make per second; the national API allows 17
 * @param burst calls that it may make at once after a pause
 * @param largestPatch size of the body of a patch from which it is refused
 * @param longestSearch after which a search is given up (503); the national API gives up after 30 s
 * @param base address under which others reach {@code /fhir}, if it is not the one they ask by
 */
@ConfigurationProperties("balise.directory.fhir")
record FhirSettings(
        @DefaultValue("100") int callsPerSecond,
        @DefaultValue("300") int burst,
        @DefaultValue("256KB") DataSize largestPatch,
        @DefaultValue("20s") Duration longestSearch,
        @Nullable String base) {}
