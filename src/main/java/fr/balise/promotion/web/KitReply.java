package fr.balise.promotion.web;

import fr.balise.promotion.kit.Kit;
import fr.balise.promotion.kit.KitFile;
import fr.balise.promotion.kit.KitMaker;
import java.util.List;
import java.util.Locale;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.server.ResponseStatusException;

/** The files of a kit as answers, of people and of structures. */
final class KitReply {
    static final List<String> TONGUES = List.of("fr", "en");
    private static final String ALL = "kit.zip";

    private KitReply() {}

    /** @param name of a file of this kit, or of all in one */
    static ResponseEntity<byte[]> file(Kit kit, String name) {
        if (name.equals(ALL)) return taken(KitMaker.all(kit), "application/zip", ALL);
        var one = known(kit, name);
        return taken(KitMaker.make(kit, one), one.mediaType(), one.fileName());
    }

    /** A PDF as it will look, or a picture as it is. */
    static ResponseEntity<byte[]> preview(Kit kit, String name) {
        var one = known(kit, name);
        if (!one.isPdf() && !one.isPicture()) throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        return ResponseEntity.ok()
                .contentType(MediaType.IMAGE_PNG)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(one.isPdf() ? KitMaker.preview(kit, one) : KitMaker.make(kit, one));
    }

    private static KitFile known(Kit kit, String name) {
        return KitFile.named(name)
                .filter(KitFile.of(kit)::contains)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static ResponseEntity<byte[]> taken(byte[] octets, String type, String name) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(type))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(octets);
    }

    /** Of the documents; that of the page where none is asked for. */
    static Locale language(String tongue) {
        return switch (tongue) {
            case "fr" -> Locale.FRENCH;
            case "en" -> Locale.ENGLISH;
            default -> Locale.of(LocaleContextHolder.getLocale().getLanguage());
        };
    }
}
