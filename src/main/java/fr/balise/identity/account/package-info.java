/** Accounts, delegations, managers and keys as rows, and the acts upon them. */
@NullMarked
package fr.balise.identity.account;

import org.jspecify.annotations.NullMarked;
