package fr.balise.directory.courier;

import java.util.List;

/** The way to the national directory. Bringing the same wish twice does no more than once. Called without a transaction. */
interface NationalDirectory {

    /**
     * In this order.
     *
     * @return a reply for each; fewer when the way gave out, and the rest was not tried
     */
    List<Reply> bring(List<Wish> wishes);
}
