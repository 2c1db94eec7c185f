/** The ways to record software: a folder, SFTP, HL7 v2 over MLLP, FHIR. One port for all; where they may lead is said by the settings alone. */
@NamedInterface("way")
@NullMarked
package fr.balise.record.way;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
