package fr.balise.record.document;

import java.util.List;

/**
 * What the head of a structured document says [CDAR2 4.2]: claims of whoever wrote it.
 *
 * @param id of the document
 * @param code what kind of document it is
 * @param time as it stands there: {@code yyyyMMddHHmmss+zzzz}, as long as its writer knew it
 */
public record CdaHead(Id id, Coded code, String title, String time, Patient patient) {

    /** @param root an OID @param extension empty where the root says it all */
    public record Id(String root, String extension) {
        public static final Id NONE = new Id("", "");

        /** As one text: {@code root^extension}, or the root alone. */
        public String text() {
            return extension.isEmpty() ? root : root + "^" + extension;
        }

        public boolean isEmpty() {
            return root.isEmpty();
        }
    }

    public record Coded(String code, String system, String words) {
        public static final Coded NONE = new Coded("", "", "");
    }

    /** @param born {@code yyyyMMdd} or as much as is known @param sex as coded: M, F, U */
    public record Patient(List<Id> ids, String family, String given, String born, String sex) {
        public static final Patient NONE = new Patient(List.of(), "", "", "", "");

        public Patient {
            ids = List.copyOf(ids);
        }

        @Override
        public String toString() {
            return "Patient";
        }
    }

    @Override
    public String toString() {
        return "CdaHead[" + code.code() + "]";
    }
}
