package fr.balise.hygiene;

import fr.balise.mailstore.AccountId;

/** Where some messages of a folder are written down. @param version of what was written: another one means other octets */
record ChunkKey(AccountId account, int folder, long number, long version) {
    /** UIDs in a row that are kept together. */
    static final long SIZE = 4_096;

    static long number(long uid) {
        return uid / SIZE;
    }

    String about() {
        return account + "/" + folder + "/" + number;
    }
}
