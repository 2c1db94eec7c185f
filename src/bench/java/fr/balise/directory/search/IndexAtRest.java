package fr.balise.directory.search;

import org.springframework.context.ApplicationContext;

/** What an index still does after it began to answer would be measured with whatever comes next. */
public final class IndexAtRest {
    private IndexAtRest() {}

    /** Returns when the index of this application is in line and in one piece. */
    public static void await(ApplicationContext application) {
        application.getBean(SearchIndex.class).bringInLine();
    }
}
