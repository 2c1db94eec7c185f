package fr.balise.record.document;

import fr.balise.record.Sight;
import fr.balise.record.Sight.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells by its first octets what a file is, whatever its sender called it, and makes texts of structured documents. */
public final class Seeing {
    /** Documents of an archive that are shown. */
    private static final int MOST = 20;

    private Seeing() {}

    public static List<Sight> of(String name, byte[] octets) {
        try {
            if (!begins(octets, 0, "PK\u0003\u0004")) return List.of(one(name, octets));
            var sights = new ArrayList<Sight>();
            for (var document : XdmReading.documents(octets))
                if (sights.size() < MOST) sights.add(one(document.name(), document.octets()));
            return sights;
        } catch (Unsafe | RuntimeException harm) {
            return List.of(none(name));
        }
    }

    private static Sight one(String name, byte[] octets) throws Unsafe {
        var kind = kind(octets);
        if (kind != Kind.NONE) return new Sight(kind, name, null, octets);
        boolean xml = name.toLowerCase(Locale.ROOT).endsWith(".xml") || looksLikeXml(octets);
        var page = xml ? CdaPage.of(octets) : java.util.Optional.<CdaPage>empty();
        if (page.isEmpty()) return none(name);
        var file = page.get().file();
        var title = page.get().title();
        if (file == null) return new Sight(Kind.TEXT, title, page.get().html(), null);
        var inside = kind(file);
        return inside == Kind.NONE ? none(title) : new Sight(inside, title, null, file);
    }

    private static Sight none(String name) {
        return new Sight(Kind.NONE, name, null, null);
    }

    /** By its first octets. */
    static Kind kind(byte[] octets) {
        if (begins(octets, 0, "%PDF")) return Kind.PDF;
        if (begins(octets, 0, "\u0089PNG")) return Kind.PNG;
        if (begins(octets, 0, "\u00ff\u00d8\u00ff")) return Kind.JPEG;
        if (begins(octets, 0, "GIF8")) return Kind.GIF;
        return begins(octets, 0, "RIFF") && begins(octets, 8, "WEBP") ? Kind.WEBP : Kind.NONE;
    }

    private static boolean looksLikeXml(byte[] octets) {
        int at = begins(octets, 0, "\u00ef\u00bb\u00bf") ? 3 : 0;
        return begins(octets, at, "<?xml") || begins(octets, at, "<ClinicalDocument");
    }

    private static boolean begins(byte[] octets, int at, String with) {
        if (octets.length < at + with.length()) return false;
        for (int n = 0; n < with.length(); n++) if (octets[at + n] != (byte) with.charAt(n)) return false;
        return true;
    }
}
