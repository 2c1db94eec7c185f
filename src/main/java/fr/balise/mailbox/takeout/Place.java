package fr.balise.mailbox.takeout;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Where an export stands: how long each of its files is, and what comes next. Written into the job's place.
 *
 * @param phase 0 messages, 1 mbox, 2 the rest, 3 whole
 * @param folder index of the folder being read
 * @param after the last UID taken from it
 * @param messages taken so far
 * @param octets of messages taken so far
 * @param outer length of the file that is downloaded
 * @param part number of the part being written, from 1; 0 before the first
 * @param partAt where its header stands in the outer file
 * @param inner octets of the inner ZIP so far
 * @param entries in the inner ZIP so far
 * @param directory length of the list of entries of all parts
 * @param directoryFrom where in that list the present part begins
 * @param parts length of the list of finished parts
 * @param manifest length of the list of sums
 * @param rows length of the rows of the index
 * @param rowsFrom where in them the present page begins
 * @param rowCount how many rows those are
 * @param page number of that page
 * @param contents length of the list of folders for the index
 * @param folders length of the list of folders, made once
 */
record Place(
        int phase,
        int folder,
        long after,
        long messages,
        long octets,
        long outer,
        int part,
        long partAt,
        long inner,
        int entries,
        long directory,
        long directoryFrom,
        long parts,
        long manifest,
        long rows,
        long rowsFrom,
        int rowCount,
        int page,
        long contents,
        long folders) {
    static final Place BEGINNING = new Place(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0);

    static Place read(String text) {
        if (text.isEmpty()) return BEGINNING;
        var n = Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
        return new Place(
                (int) n[0],
                (int) n[1],
                n[2],
                n[3],
                n[4],
                n[5],
                (int) n[6],
                n[7],
                n[8],
                (int) n[9],
                n[10],
                n[11],
                n[12],
                n[13],
                n[14],
                n[15],
                (int) n[16],
                (int) n[17],
                n[18],
                n[19]);
    }

    String written() {
        return LongStream.of(
                        phase,
                        folder,
                        after,
                        messages,
                        octets,
                        outer,
                        part,
                        partAt,
                        inner,
                        entries,
                        directory,
                        directoryFrom,
                        parts,
                        manifest,
                        rows,
                        rowsFrom,
                        rowCount,
                        page,
                        contents,
                        folders)
                .mapToObj(Long::toString)
                .collect(Collectors.joining(" "));
    }
}
