package fr.balise.jobs;

/**
 * What is to be done.
 *
 * @param kind names the {@link Work} that does it
 * @param owner account that sees it and may stop it; {@link #NOBODY} for what the installation does by itself
 * @param subject what it is about, an id and never a name; one job of a kind runs about a subject at a time
 * @param input what the work needs to know, in its own words; no secret, since it is kept and backed up
 * @param words key of the message that says what is going on, with done {0} and total {1}
 */
public record NewJob(String kind, long owner, String subject, String input, String words) {
    public static final long NOBODY = 0;
}
