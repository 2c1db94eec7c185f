/** Logging in and out by OpenID Connect, and the chains that every request passes. */
@NullMarked
package fr.balise.identity.login;

import org.jspecify.annotations.NullMarked;
