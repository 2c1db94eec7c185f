/** What an owner sees of a job. */
@NullMarked
package fr.balise.jobs.web;

import org.jspecify.annotations.NullMarked;
