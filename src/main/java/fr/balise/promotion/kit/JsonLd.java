package fr.balise.promotion.kit;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What a web site says to search engines, in the words of schema.org, to be pasted as it is. */
final class JsonLd {
    private JsonLd() {}

    static String of(Kit kit) {
        var content = kit.content();
        var said = new LinkedHashMap<String, Object>();
        said.put("@context", "https://schema.org");
        said.putAll(content.isOfStructure() ? structure(content) : person(content));
        var contact = thing("ContactPoint");
        contact.put("contactType", kit.words().mailbox());
        contact.put("email", content.address().toString());
        contact.put("description", kit.forWhom());
        var link = content.link();
        if (link != null) contact.put("url", link.toString());
        said.put("contactPoint", contact);
        var json = JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(said);
        // Nothing in it can end the element that it stands in.
        return "<script type=\"application/ld+json\">\n" + json.replace("<", "\\u003c") + "\n</script>\n";
    }

    private static Map<String, Object> person(KitContent content) {
        var person = thing("Person");
        put(person, "honorificPrefix", content.title());
        put(person, "givenName", content.given());
        person.put("familyName", content.family());
        put(person, "jobTitle", content.trade());
        if (!content.structure().isEmpty()) person.put("worksFor", place(content));
        return person;
    }

    private static Map<String, Object> structure(KitContent content) {
        var structure = place(content);
        if (content.trade().isEmpty()) return structure;
        var department = thing("MedicalOrganization");
        department.put("name", content.trade());
        structure.put("department", department);
        return structure;
    }

    private static Map<String, Object> place(KitContent content) {
        var place = thing("MedicalOrganization");
        place.put("name", content.structure());
        var postal = thing("PostalAddress");
        put(postal, "streetAddress", content.postal().street());
        put(postal, "postalCode", content.postal().postcode());
        put(postal, "addressLocality", content.postal().city());
        place.put("address", postal);
        return place;
    }

    private static Map<String, Object> thing(String type) {
        var thing = new LinkedHashMap<String, Object>();
        thing.put("@type", type);
        return thing;
    }

    private static void put(Map<String, Object> thing, String name, String value) {
        if (!value.isEmpty()) thing.put(name, value);
    }
}
