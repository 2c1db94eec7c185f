package fr.balise.promotion.kit;

import org.jsoup.nodes.Element;

/**
 * The mail signature for mail clients [L-P5]: tables, bold and one colour, which all of them keep; no style sheet, no picture, nothing
 * that would be fetched when the message is read.
 */
final class SignatureHtml {
    private SignatureHtml() {}

    static String of(Kit kit) {
        var content = kit.content();
        var cell = new Element("table")
                .attr("role", "presentation")
                .attr("cellpadding", "0")
                .attr("cellspacing", "0")
                .attr("border", "0");
        var text = cell.appendElement("tbody").appendElement("tr").appendElement("td");
        coloured(text, kit).appendElement("b").text(content.name());
        line(text, content.trade());
        content.place().forEach(line -> line(text, line));
        text.appendElement("br");
        text.appendText(kit.words().told(kit.words().mailbox(), ""));
        coloured(text, kit).appendElement("b").text(content.address().toString());
        kit.exceptionLines().forEach(line -> line(text, line));
        small(text, kit.forWhom());
        var link = content.link();
        if (link != null) {
            var small = small(text, kit.words().told(kit.words().current(), ""));
            small.appendElement("a").attr("href", link.toString()).text(link.toString());
        }
        return cell.outerHtml();
    }

    private static Element coloured(Element in, Kit kit) {
        return in.appendElement("font").attr("color", kit.look().colour().hex());
    }

    private static void line(Element in, String text) {
        if (text.isEmpty()) return;
        in.appendElement("br");
        in.appendText(text);
    }

    private static Element small(Element in, String text) {
        in.appendElement("br");
        return in.appendElement("small").appendText(text);
    }
}
