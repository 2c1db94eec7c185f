/**
 * Everything that a mailbox holds, taken away by its holder: one encrypted file made by a job, with ranges to download it, gone after a
 * few days. {@link fr.balise.mailbox.takeout.Exports} starts and shows it; {@link fr.balise.mailbox.takeout.ExportWork} makes it. The form of the file is
 * told in docs/decisions/0089.
 */
@NamedInterface("takeout")
@NullMarked
package fr.balise.mailbox.takeout;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
