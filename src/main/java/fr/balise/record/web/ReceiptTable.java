package fr.balise.record.web;

import fr.balise.record.HandOver;
import fr.balise.record.Receipt;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Receipts as a table for a spreadsheet, to be kept wherever the person keeps evidence. */
final class ReceiptTable {
    private ReceiptTable() {}

    /** @param words what a key of a message says */
    static String of(HandOver one, List<Receipt> receipts, UnaryOperator<String> words) {
        var table = new StringBuilder(
                "\uFEFFmessage;document;nom;identifiant;sha256;octets;destinataire;date;resultat;reponse\r\n");
        for (var receipt : receipts) {
            table.append(receipt.number()).append(';').append(receipt.part()).append(';');
            table.append(cell(receipt.name()))
                    .append(';')
                    .append(cell(receipt.uniqueId()))
                    .append(';');
            table.append(receipt.sha256Hex())
                    .append(';')
                    .append(receipt.octets())
                    .append(';');
            table.append(cell(one.to())).append(';').append(receipt.at()).append(';');
            table.append(cell(words.apply("record.result." + receipt.result().name())))
                    .append(';');
            table.append(cell(receipt.inOurWords() ? words.apply(receipt.answer()) : said(receipt)))
                    .append("\r\n");
        }
        return table.toString();
    }

    private static String said(Receipt receipt) {
        return receipt.isSaid() ? receipt.answer() : "";
    }

    /** Of a stranger's text: a spreadsheet would take some as formulas. */
    static String cell(String text) {
        var safe = text.strip().toLowerCase(Locale.ROOT).matches("(?s)[=+\\-@].*") ? "'" + text : text;
        return "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}
