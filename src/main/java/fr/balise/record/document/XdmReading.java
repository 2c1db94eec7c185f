package fr.balise.record.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Takes the documents out of an exchange archive, {@code IHE_XDM.zip} [IHE2 3.32]: those of its submission sets, and what is said of them. */
final class XdmReading {
    private static final int MOST_ENTRIES = 500;

    /** Of all that is inside, inflated: an archive travels by mail, in at most 25 MB. */
    private static final int LARGEST = 80 << 20;

    private static final String METADATA = "METADATA.XML";
    private static final String DOCUMENT_ID = "urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab";

    private XdmReading() {}

    /** @throws Unsafe when it cannot be read, is too large inflated, or has no submission set */
    static List<Document> documents(byte[] archive) throws Unsafe {
        var files = inflated(archive);
        var documents = new ArrayList<Document>();
        for (var file : files.entrySet()) {
            var folder = folder(file.getKey());
            var metadata = files.get(folder + METADATA);
            if (metadata == null || file.getKey().equals(folder + METADATA)) continue;
            var said = said(metadata).get(file.getKey().substring(folder.length()));
            documents.add(document(file.getKey().substring(folder.length()), file.getValue(), said));
        }
        if (documents.isEmpty()) throw new Unsafe("xdm: no submission set with a document");
        return documents;
    }

    private static Document document(String name, byte[] octets, @Nullable Said said) throws Unsafe {
        var type = said == null ? "" : said.type;
        var head = name.endsWith(".XML") || type.endsWith("xml")
                ? CdaReading.head(octets)
                : java.util.Optional.<CdaHead>empty();
        var own = head.map(one -> one.id().isEmpty() ? null : one.id().text()).orElse(null);
        return new Document(
                name,
                head.isPresent() ? "text/xml" : type.isEmpty() ? "application/octet-stream" : type,
                octets,
                said == null || said.uniqueId.isEmpty() ? own : said.uniqueId,
                head.orElse(null),
                false);
    }

    private static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    /** Those below IHE_XDM, by their path in capitals: software writes both. */
    private static Map<String, byte[]> inflated(byte[] archive) throws Unsafe {
        var files = new LinkedHashMap<String, byte[]>();
        int left = LARGEST;
        int entries = 0;
        try (var zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (++entries > MOST_ENTRIES) throw new Unsafe("xdm: too many entries");
                var octets = zip.readNBytes(left + 1);
                if (octets.length > left) throw new Unsafe("xdm: too large inflated");
                left -= octets.length;
                var path = entry.getName().replace('\\', '/').toUpperCase(Locale.ROOT);
                if (entry.isDirectory() || !path.startsWith("IHE_XDM/")) continue;
                if (files.putIfAbsent(path, octets) != null) throw new Unsafe("xdm: one path twice");
            }
        } catch (IOException | IllegalArgumentException broken) {
            throw new Unsafe("xdm: " + broken.getClass().getSimpleName());
        }
        return files;
    }

    /** What the metadata says of a document. */
    private static final class Said {
        private String type = "";
        private String uri = "";
        private String uniqueId = "";
    }

    /** By the name of the file, in capitals. */
    private static Map<String, Said> said(byte[] metadata) throws Unsafe {
        var all = new HashMap<String, Said>();
        SafeXml.read(metadata, new SafeXml.Taker() {
            private @Nullable Said one;
            private String slot = "";

            @Override
            public boolean start(String path, XMLStreamReader at) {
                if (path.endsWith("/ExtrinsicObject")) {
                    one = new Said();
                    one.type = SafeXml.attribute(at, "mimeType").toLowerCase(Locale.ROOT);
                } else if (path.endsWith("/Slot")) slot = SafeXml.attribute(at, "name");
                else if (path.endsWith("/ExternalIdentifier")
                        && one != null
                        && SafeXml.attribute(at, "identificationScheme").equals(DOCUMENT_ID))
                    one.uniqueId = SafeXml.attribute(at, "value");
                return true;
            }

            @Override
            public void text(String path, String text) {
                if (one != null && slot.equals("URI") && path.endsWith("/Value"))
                    one.uri = text.replaceFirst("^[0-9]+\\|", "").toUpperCase(Locale.ROOT);
            }

            @Override
            public void end(String path) {
                if (path.endsWith("/Slot")) slot = "";
                if (!path.endsWith("/ExtrinsicObject")) return;
                var done = Objects.requireNonNull(one);
                if (!done.uri.isEmpty()) all.put(done.uri, done);
                one = null;
            }
        });
        return all;
    }
}
