package fr.balise.directory;

import java.util.OptionalInt;

/** Whether the empty directory is being filled just now. Nobody can read it meanwhile, and a page that tried would wait for minutes. */
public interface FirstLoad {
    /** How far it is, 0…99 (0 where another copy of Balise fills it); empty when the directory can be read. */
    OptionalInt percent();
}
