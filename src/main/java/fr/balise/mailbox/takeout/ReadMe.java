package fr.balise.mailbox.takeout;

/** The one thing in an export that opens without its passphrase. Holds nothing about anybody. */
final class ReadMe {
    private ReadMe() {}

    static String text(boolean encrypted) {
        return """
                Courrier récupéré avec Balise / Mail retrieved with Balise

                1. Ouvrez ce fichier, puis courrier-01.zip (et les suivants s'il y en a)%s.
                2. Décompressez tous les fichiers courrier-NN.zip dans le même dossier.
                3. Ouvrez index.html dans un navigateur, sans connexion.

                1. Open this file, then courrier-01.zip (and the others, if any)%s.
                2. Unpack all files courrier-NN.zip into the same folder.
                3. Open index.html in a browser; no connection is needed.
                %s
                """.formatted(
                        encrypted ? " avec votre phrase de passe" : "",
                        encrypted ? " with your passphrase" : "",
                        encrypted ? """

                        Chiffrement AES-256. L'Explorateur Windows et l'Utilitaire d'archive de macOS ne savent pas l'ouvrir :
                        Windows : 7-Zip (gratuit) ; macOS : Keka ou The Unarchiver ; Linux : 7z, ou le gestionnaire d'archives.

                        Encryption AES-256. Windows Explorer and the Archive Utility of macOS cannot open it:
                        Windows: 7-Zip (free); macOS: Keka or The Unarchiver; Linux: 7z, or the archive manager.""" : "")
                .replace("\n", "\r\n");
    }
}
