/**
 * Search as a person types, on a Lucene index that is only a projection of the directory's tables: it may be deleted at any
 * time and is then rebuilt. An answer is given from one commit of the index, so that it never mixes two generations; only what
 * is public now is ever written to it.
 */
@NullMarked
package fr.balise.directory.search;

import org.jspecify.annotations.NullMarked;
