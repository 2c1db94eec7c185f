/** The pages of the audit, for the operator's staff. */
@NullMarked
package fr.balise.audit.web;

import org.jspecify.annotations.NullMarked;
