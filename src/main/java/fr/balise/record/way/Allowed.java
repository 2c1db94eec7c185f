package fr.balise.record.way;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where documents may go at all: what the settings name, and nothing else, whoever types what into a page. Scheme, host and port must be
 * the same; a folder may lie below. Pure.
 */
public final class Allowed {
    private static final String WANTED = "balise.record.allowed wants scheme://host:port or file:///folder";

    private final List<URI> places;

    public Allowed(List<String> places) {
        this.places = places.stream().map(Allowed::place).toList();
    }

    private static URI place(String said) {
        URI uri;
        try {
            uri = new URI(said.strip());
        } catch (URISyntaxException none) {
            throw new IllegalStateException(WANTED, none);
        }
        boolean folder = "file".equals(uri.getScheme())
                && uri.getPath() != null
                && uri.getPath().startsWith("/");
        if (!folder && (uri.getScheme() == null || uri.getHost() == null)) throw new IllegalStateException(WANTED);
        return uri;
    }

    /** Null where it may. */
    public @Nullable Why refuses(Software.Kind kind, URI address) {
        if (address.getScheme() == null || !kind.takes(address.getScheme())) return Why.SCHEME;
        // Secrets have a place of their own, and a query or a fragment leads somewhere else than it seems.
        if (address.getRawUserInfo() != null || address.getRawQuery() != null || address.getRawFragment() != null)
            return Why.SCHEME;
        if (kind == Software.Kind.FOLDER) return folder(address) ? null : Why.PLACE;
        if (address.getHost() == null) return Why.SCHEME;
        return places.stream().anyMatch(place -> same(place, address)) ? null : Why.PLACE;
    }

    public enum Why {
        /** Not an address of that kind. */
        SCHEME,
        /** The settings do not name it. */
        PLACE
    }

    private boolean folder(URI address) {
        return address.getPath() != null && root(Path.of(address.getPath()).normalize()) != null;
    }

    /** The folder of the settings that holds this one; null for none. Says nothing of links: ask again with the real paths. */
    public @Nullable Path root(Path folder) {
        if (!folder.isAbsolute()) return null;
        for (var place : places)
            if ("file".equals(place.getScheme())) {
                var root = Path.of(place.getPath()).normalize();
                if (folder.startsWith(root)) return root;
            }
        return null;
    }

    private static boolean same(URI place, URI address) {
        return address.getScheme().equals(place.getScheme())
                && address.getHost().equalsIgnoreCase(place.getHost())
                && port(address) == port(place);
    }

    static int port(URI uri) {
        if (uri.getPort() >= 0) return uri.getPort();
        return switch (uri.getScheme()) {
            case "https" -> 443;
            case "http" -> 80;
            case "sftp" -> 22;
            default -> 2575; // of MLLP, as registered
        };
    }
}
