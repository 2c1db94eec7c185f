/** What every page shares: the frame, the two languages, home, help, and the pages for when something went wrong. */
@NullMarked
package fr.balise.portal.web;

import org.jspecify.annotations.NullMarked;
