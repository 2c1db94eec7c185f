package fr.balise.promotion.kit;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Everything that a kit holds, by the name under which it is taken away. */
public enum KitFile {
    SIGNATURE_HTML("signature.html", Type.HTML),
    SIGNATURE_TEXT("signature.txt", Type.TEXT),
    FOOTER("pied-de-page.txt", Type.TEXT),
    PROFILE("profil.txt", Type.TEXT),
    WEB("site-web.txt", Type.TEXT),
    JSON_LD("site-web-jsonld.html", Type.HTML),
    VCARD("contact.vcf", Type.VCARD),
    QR("qr.png", Type.PNG),
    LETTERHEAD_PDF("entete.pdf", Type.PDF),
    LETTERHEAD_DOCX("entete.docx", Type.DOCX),
    LETTERHEAD_ODT("entete.odt", Type.ODT),
    BLOCK_PDF("ordonnance-bloc.pdf", Type.PDF),
    BLOCK_PNG("ordonnance-bloc.png", Type.PNG),
    BLOCKS_14("ordonnance-14-par-page.pdf", Type.PDF),
    BLOCKS_24("ordonnance-24-par-page.pdf", Type.PDF),
    CARD("carte.pdf", Type.PDF),
    CARDS_10("cartes-10-par-page.pdf", Type.PDF),
    POSTER("affiche.pdf", Type.PDF),
    PICTURE_WIDE("profil-1200x627.png", Type.PNG),
    PICTURE_SQUARE("profil-1080x1080.png", Type.PNG),
    PICTURE_BANNER("profil-1584x396.png", Type.PNG);

    private enum Type {
        TEXT("text/plain;charset=UTF-8"),
        HTML("text/html;charset=UTF-8"),
        VCARD("text/vcard;charset=UTF-8"),
        PNG("image/png"),
        PDF("application/pdf"),
        DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ODT(LetterheadOdt.MEDIA);

        private final String media;

        Type(String media) {
            this.media = media;
        }
    }

    private final String fileName;
    private final Type type;

    KitFile(String fileName, Type type) {
        this.fileName = fileName;
        this.type = type;
    }

    public String fileName() {
        return fileName;
    }

    public String mediaType() {
        return type.media;
    }

    public boolean isPdf() {
        return type == Type.PDF;
    }

    public boolean isPicture() {
        return type == Type.PNG;
    }

    public static Optional<KitFile> named(String fileName) {
        return Stream.of(values())
                .filter(file -> file.fileName.equals(fileName))
                .findFirst();
    }

    /** What speaks of one person: prescriptions, and a profile on networks. */
    private static final Set<KitFile> PERSONAL = Collections.unmodifiableSet(EnumSet.of(
            BLOCK_PDF, BLOCK_PNG, BLOCKS_14, BLOCKS_24, PROFILE, PICTURE_WIDE, PICTURE_SQUARE, PICTURE_BANNER));

    /** Those that there are for this kit: without a link there is no QR code. */
    public static List<KitFile> of(Kit kit) {
        return Stream.of(values())
                .filter(file -> !kit.content().isOfStructure() || !PERSONAL.contains(file))
                .filter(file -> file != QR || kit.content().link() != null)
                .toList();
    }
}
