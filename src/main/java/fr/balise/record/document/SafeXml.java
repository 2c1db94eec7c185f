package fr.balise.record.document;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads XML of strangers, step by step: a document type, an entity that is not XML's own, or too much of anything ends the reading. */
final class SafeXml {
    private static final int DEEPEST = 200;

    /** Of elements, before whoever reads has found what is looked for. */
    private static final int MOST = 200_000;

    private static final int LONGEST_TEXT = 4_096;

    private SafeXml() {}

    interface Taker {
        /** @param path local names from the root, joined by / @return false to stop reading */
        boolean start(String path, XMLStreamReader at);

        default void text(String path, String text) {}

        /** Each piece of text where it stands, also between elements; as long as it is. */
        default void characters(String path, String text) throws Unsafe {}

        default void end(String path) {}
    }

    static void read(byte[] octets, Taker taker) throws Unsafe {
        try {
            var reader = factory().createXMLStreamReader(new ByteArrayInputStream(octets));
            walk(reader, taker);
        } catch (XMLStreamException | RuntimeException broken) {
            throw new Unsafe("xml: " + broken.getClass().getSimpleName());
        }
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setXMLResolver((_, _, _, _) -> {
            throw new XMLStreamException("nothing outside is read");
        });
        return factory;
    }

    private static void walk(XMLStreamReader reader, Taker taker) throws XMLStreamException, Unsafe {
        Deque<String> paths = new ArrayDeque<>();
        var text = new StringBuilder();
        int seen = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new Unsafe("xml: a document type or an entity");
                case XMLStreamConstants.START_ELEMENT -> {
                    if (paths.size() >= DEEPEST || ++seen > MOST) throw new Unsafe("xml: too deep or too long");
                    var path = paths.isEmpty() ? reader.getLocalName() : paths.peek() + "/" + reader.getLocalName();
                    paths.push(path);
                    text.setLength(0);
                    if (!taker.start(path, reader)) return;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    var some = reader.getText();
                    if (!paths.isEmpty()) taker.characters(paths.peek(), some);
                    text.append(some, 0, Math.min(some.length(), LONGEST_TEXT - text.length()));
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    var path = paths.pop();
                    taker.text(path, text.toString().strip());
                    text.setLength(0);
                    taker.end(path);
                }
                default -> {}
            }
        }
    }

    static String attribute(XMLStreamReader at, String name) {
        var value = at.getAttributeValue(null, name);
        return value == null ? "" : value.strip();
    }
}
