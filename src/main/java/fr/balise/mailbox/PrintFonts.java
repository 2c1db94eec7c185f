package fr.balise.mailbox;

import java.io.IOException;
import java.util.Objects;
import org.openpdf.text.DocumentException;
import org.openpdf.text.pdf.BaseFont;

/** The fonts of all that Balise prints, embedded; from a Maven artefact, never from the machine: see decision 0031. */
public final class PrintFonts {
    private static final BaseFont REGULAR = font("LiberationSans-Regular.ttf");
    private static final BaseFont BOLD = font("LiberationSans-Bold.ttf");

    private PrintFonts() {}

    public static BaseFont regular() {
        return REGULAR;
    }

    public static BaseFont bold() {
        return BOLD;
    }

    private static BaseFont font(String name) {
        try (var in = Objects.requireNonNull(PrintFonts.class.getResourceAsStream("/liberation/" + name))) {
            return BaseFont.createFont(name, BaseFont.IDENTITY_H, true, true, in.readAllBytes(), null);
        } catch (IOException | DocumentException e) {
            throw new IllegalStateException("font " + name + " cannot be read", e);
        }
    }
}
