package fr.balise.directory.search;

import java.util.ArrayList;
import java.util.Collection;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.util.BytesRef;

/** One indexed field whose terms are handed over ready made; used again for document after document. */
final class Words extends TokenStream {
    private static final FieldType TERMS = new FieldType();

    static {
        TERMS.setIndexOptions(IndexOptions.DOCS);
        TERMS.setTokenized(true);
        TERMS.setOmitNorms(true);
        TERMS.freeze();
    }

    private final BytesTermAttribute term = addAttribute(BytesTermAttribute.class);
    private final ArrayList<BytesRef> terms = new ArrayList<>();
    private final Field field;
    private int next;

    Words(String name) {
        field = new Field(name, this, TERMS);
    }

    void clear() {
        terms.clear();
    }

    void add(BytesRef word) {
        terms.add(word);
    }

    void add(String word) {
        if (!word.isEmpty()) terms.add(new BytesRef(word));
    }

    void addAll(Collection<BytesRef> words) {
        terms.addAll(words);
    }

    /** Adds the field to a document if it has terms. */
    void into(Collection<IndexableField> document) {
        if (!terms.isEmpty()) document.add(field);
    }

    @Override
    public void reset() {
        clearAttributes();
        next = 0;
    }

    @Override
    public boolean incrementToken() {
        if (next == terms.size()) return false;
        term.setBytesRef(terms.get(next++));
        return true;
    }
}
