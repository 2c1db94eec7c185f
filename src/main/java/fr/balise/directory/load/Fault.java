package fr.balise.directory.load;

/** Why one row is not taken. Each has a sentence {@code directory.load.fault.…}. */
enum Fault {
    SHORT,
    LONG,
    OVERLONG,
    CONTROL,
    TYPE,
    ADDRESS,
    NO_PERSON,
    PERSON_NUMBER,
    NO_NAME,
    NO_STRUCTURE,
    STRUCTURE_NUMBER,
    NO_CODE
}
