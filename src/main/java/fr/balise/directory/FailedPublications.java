package fr.balise.directory;

import java.util.List;

/** Statements that the national directory did not take and that nobody tries again by themselves: for the operator's staff. */
public interface FailedPublications {

    /** In the order of {@link Publication.State#statement()}. @param limit brought into 1…1000 */
    List<Publication.State> after(long statement, int limit);

    long count();

    /** Puts one back in the queue. @return false when it is not a failed one any more */
    boolean again(long statement, String by);

    /** Puts all of them back in the queue. @return how many */
    int allAgain(String by);
}
