package fr.balise.portal.supervisor;

import java.net.URI;

/** Where the mail servers find the database. */
record DatabasePlace(String host, int port, String name) {
    private static final String JDBC = "jdbc:";
    private static final int USUAL_PORT = 5432;

    static DatabasePlace embedded(Instance instance) {
        return new DatabasePlace("127.0.0.1", instance.postgresqlPort(), "balise");
    }

    /** @throws Failure when the address names no host and database */
    static DatabasePlace of(String jdbc) {
        try {
            var uri = URI.create(jdbc.startsWith(JDBC) ? jdbc.substring(JDBC.length()) : jdbc);
            var host = uri.getHost();
            var path = uri.getPath();
            if (host != null && path != null && path.length() > 1)
                return new DatabasePlace(host, uri.getPort() < 0 ? USUAL_PORT : uri.getPort(), path.substring(1));
        } catch (IllegalArgumentException notAnAddress) {
            // told below: the address itself may hold a password
        }
        throw new Failure("balise.postgresql.url is not of the form jdbc:postgresql://host:port/name");
    }
}
