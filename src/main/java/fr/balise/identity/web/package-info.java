/** The pages of login, delegations and access. */
@NullMarked
package fr.balise.identity.web;

import org.jspecify.annotations.NullMarked;
