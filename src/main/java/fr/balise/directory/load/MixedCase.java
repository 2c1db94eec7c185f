package fr.balise.directory.load;

/** First names as one writes them: the activity file has them in capitals, the mailbox file in mixed case. */
final class MixedCase {
    private MixedCase() {}

    /** Text that already has a small letter stays as it is. */
    static String of(String name) {
        if (!name.equals(name.toUpperCase(java.util.Locale.FRENCH))) return name;
        var out = new StringBuilder(name.length());
        boolean start = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            out.append(start ? c : Character.toLowerCase(c));
            start = !Character.isLetter(c);
        }
        return out.toString();
    }
}
