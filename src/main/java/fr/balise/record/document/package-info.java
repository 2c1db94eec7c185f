/**
 * The documents inside a message: attachments, and what stands in an exchange archive (XDM) or at the head of a structured document (CDA).
 * Everything here was written by strangers: no external entity is followed, nothing is inflated or nested beyond its limits.
 */
@NullMarked
package fr.balise.record.document;

import org.jspecify.annotations.NullMarked;
