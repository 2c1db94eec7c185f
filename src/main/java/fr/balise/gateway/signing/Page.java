package fr.balise.gateway.signing;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/**
 * Where a signature belongs in a page: above what it quotes, or at its end. Reads tags, one after the other, as they are written: a
 * place in a tree is none in the octets.
 */
final class Page {
    /** What Outlook, Zimbra and Gmail put above a message that is passed on or answered: all behind it is quoted. */
    private static final Pattern QUOTED_BELOW =
            Pattern.compile("\\sid\\s*=\\s*[\"']?(x_)*(divrplyfwdmsg|appendonsend|isreplycontent|zwchr)\\b"
                    + "|border-top:\\s*solid\\s+#(e1e1e1|b5c4df)\\b");

    /** What stands above a quotation that has an end. */
    private static final Pattern QUOTATION = Pattern.compile(
            "<blockquote\\b|\\sclass\\s*=\\s*(\"[^\"]*\\b|'[^']*\\b)?(gmail_quote|moz-cite-prefix)\\b|\\sid\\s*=\\s*[\"']?reply-intro\\b");

    private static final Pattern PASSED_ON = Pattern.compile("(?iu)-{3,}\\s*(message transféré|forwarded message)");

    private static final Pattern TAG = Pattern.compile("<[a-z/!?]");

    /** Signs stand at the beginning of a tag; what is longer holds pictures. */
    private static final int LONGEST_TAG = 1_000;

    private final String html;
    private final String lower;

    private int below = -1;
    private int quotation = -1;
    private int firstQuote = -1;
    private final StringBuilder afterQuotation = new StringBuilder();

    /** @param html one octet a character, so that a place in one is a place in the other */
    private Page(String html) {
        this.html = html;
        this.lower = html.toLowerCase(Locale.ROOT);
        read();
    }

    /**
     * Above what is quoted; null where nothing is, or where the writer's words go on behind it.
     *
     * @param html one octet a character
     */
    static @Nullable Integer above(String html) {
        var page = new Page(html);
        if (page.quotation >= 0 && !page.goesOn()) return page.quotation;
        return page.below >= 0 ? page.below : null;
    }

    /** The last place of a page. */
    static int end(String html) throws Doubt {
        var lower = html.toLowerCase(Locale.ROOT);
        int at = lower.lastIndexOf("</body");
        if (at < 0) at = lower.lastIndexOf("</html");
        if (at < 0) return html.length();
        Doubt.when(!isOver(lower, at), "something after the body");
        return at;
    }

    /** Whether what the writer says, as a reader sees it, holds a sign of a quotation that no tag tells of. */
    static boolean quotesUnknown(String html) {
        var lines = new StringBuilder();
        Jsoup.parse(html).filter((node, _) -> {
            if (node instanceof TextNode text)
                lines.append(
                        isPre(text) ? text.getWholeText() : text.getWholeText().replaceAll("\\s+", " "));
            if (node instanceof Element element) {
                if (isAttribution(element)) return NodeFilter.FilterResult.SKIP_ENTIRELY;
                if (element.isBlock() || element.normalName().equals("br")) lines.append('\n');
            }
            return NodeFilter.FilterResult.CONTINUE;
        });
        return Quotes.isIn(lines.toString());
    }

    private static boolean isPre(TextNode text) {
        return text.parent() instanceof Element parent && parent.normalName().equals("pre");
    }

    private static boolean isAttribution(Element element) {
        return element.normalName().equals("blockquote")
                || element.hasClass("moz-cite-prefix")
                || element.hasClass("gmail_attr")
                || element.id().equals("reply-intro");
    }

    private void read() {
        int depth = 0;
        int rule = -1;
        for (int at = 0; at < lower.length() && below < 0; ) {
            int tag = lower.indexOf('<', at);
            int textEnd = tag < 0 ? lower.length() : tag;
            if (firstQuote >= 0 && depth == 0) afterQuotation.append(html, at, textEnd);
            if (!lower.substring(at, textEnd).isBlank()) rule = -1;
            if (tag < 0) return;
            if (!TAG.matcher(lower)
                    .region(tag, Math.min(lower.length(), tag + 2))
                    .matches()) {
                at = tag + 1;
                continue;
            }
            if (lower.startsWith("<!--", tag)) {
                at = behind("-->", tag + 4);
                continue;
            }
            int end = tagEnd(tag);
            var whole = lower.substring(tag, Math.min(end, tag + LONGEST_TAG));
            if (whole.startsWith("<style") || whole.startsWith("<script")) {
                at = behind(whole.startsWith("<style") ? "</style" : "</script", end);
                continue;
            }
            if (depth == 0 && QUOTED_BELOW.matcher(whole).find()) below = rule >= 0 ? rule : tag;
            else if (quotation < 0 && QUOTATION.matcher(whole).find()) quotation = tag;
            if (whole.matches("(?s)<hr\\b.*")) rule = tag;
            if (whole.matches("(?s)<blockquote\\b.*")) {
                depth++;
                if (firstQuote < 0) firstQuote = tag;
            } else if (whole.startsWith("</blockquote") && depth > 0) depth--;
            at = end;
        }
    }

    /** Text behind and between quotations is the writer's own; of what is passed on, it is not. */
    private boolean goesOn() {
        if (firstQuote < 0) return false;
        if (PASSED_ON
                .matcher(Jsoup.parse(html.substring(quotation, firstQuote)).text())
                .find()) return false;
        return !Jsoup.parse(afterQuotation.toString())
                .text()
                .replace('\u00a0', ' ')
                .isBlank();
    }

    private int behind(String what, int from) {
        int at = lower.indexOf(what, from);
        return at < 0 ? lower.length() : at + what.length();
    }

    /** Behind its bracket; one in quotes belongs to a value. */
    private int tagEnd(int tag) {
        char quote = 0;
        for (int i = tag + 1; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (quote != 0) quote = c == quote ? 0 : quote;
            else if (c == '>') return i + 1;
            else if ((c == '"' || c == '\'') && lower.charAt(i - 1) == '=') quote = c;
        }
        return lower.length();
    }

    /** End tags, comments and spaces alone; one step a character. */
    private static boolean isOver(String lower, int from) {
        for (int at = from; at < lower.length(); ) {
            if (Character.isWhitespace(lower.charAt(at))) at++;
            else if (lower.startsWith("<!--", at)) {
                int end = lower.indexOf("-->", at + 4);
                if (end < 0) return false;
                at = end + 3;
            } else if (lower.startsWith("</body", at) || lower.startsWith("</html", at)) {
                at += 6;
                while (at < lower.length() && Character.isWhitespace(lower.charAt(at))) at++;
                if (at == lower.length() || lower.charAt(at) != '>') return false;
                at++;
            } else return false;
        }
        return true;
    }
}
