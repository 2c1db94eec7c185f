/** The demo instance: an invented world in the national file formats, its movable clock, its people. Beans exist under the profile {@code demo} alone. */
@NullMarked
package fr.balise.portal.demo;

import org.jspecify.annotations.NullMarked;
