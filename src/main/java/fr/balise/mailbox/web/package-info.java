/** The pages of the census, the checks, the requests and the operators' sheets. Each act answers in place with htmx, or by a redirect. */
@NullMarked
package fr.balise.mailbox.web;

import org.jspecify.annotations.NullMarked;
