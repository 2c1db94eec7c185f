package fr.balise.directory.load;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the import of national files.
 *
 * @param guardPercent share of the held rows of one file that a load may remove or change before a person must accept it
 * @param guardRows so many rows may be removed or changed all the same, unless they are more than half: five per cent of a small
 *     directory is one row
 * @param largestFile limit of one file, unpacked
 * @param packedAtMost limit of how many times larger a file may be than its packed form
 */
@ConfigurationProperties("balise.directory.load")
public record LoadSettings(
        @DefaultValue("5") int guardPercent,
        @DefaultValue("5") int guardRows,
        @DefaultValue("8GB") DataSize largestFile,
        @DefaultValue("60") int packedAtMost) {}
