package fr.balise.directory.load;

/** Everything that files of a load can name. */
record Entities(
        People people,
        Structures structures,
        Situations situations,
        Addresses addresses,
        Attachments attachments,
        Qualifications qualifications) {}
