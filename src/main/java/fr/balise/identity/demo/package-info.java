/** The OpenID provider of demo instances: it behaves like Pro Santé Connect and lets one choose a fictional person. */
@NullMarked
package fr.balise.identity.demo;

import org.jspecify.annotations.NullMarked;
