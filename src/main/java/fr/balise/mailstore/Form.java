package fr.balise.mailstore;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** A form as a program sends it: {@code name=value&name=value}, percent-encoded. */
record Form(Map<String, String> values) {
    private static final Pattern AND = Pattern.compile("&");

    Form {
        values = Map.copyOf(values);
    }

    static Form parse(String body) {
        var values = new HashMap<String, String>();
        for (var pair : AND.split(body)) {
            int at = pair.indexOf('=');
            if (at > 0) values.put(pair.substring(0, at), decode(pair.substring(at + 1)));
        }
        return new Form(values);
    }

    /** Empty for what is not there. */
    String get(String name) {
        return values.getOrDefault(name, "");
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return "";
        }
    }
}
