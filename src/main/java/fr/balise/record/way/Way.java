package fr.balise.record.way;

/** The port: one way to hand a document over. Calls go over the network or a disk: hold no transaction. */
public interface Way {
    Software.Kind kind();

    /**
     * Hands over one document. The same parcel may come again after a crash: what it leaves is the same then.
     *
     * @throws NotNow when trying again later may help; nothing is known of the document then
     */
    Answer hand(Software software, Parcel parcel) throws NotNow;

    /** Whether the software is there, without handing over anything. @throws NotNow when it is not */
    void reach(Software software) throws NotNow;
}
