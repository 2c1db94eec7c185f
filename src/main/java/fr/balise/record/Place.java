package fr.balise.record;

/** Where a message lies. @param folder as the server names it @param uidValidity of the folder: numbered anew, it holds other messages */
public record Place(String folder, long uidValidity, long uid) {
    @Override
    public String toString() {
        return "Place[" + uid + "]"; // names of folders may be names of patients
    }
}
