package dev.mosaicstack.functions.metricsscrape.target.database;

import java.util.Map;

/**
 * A database server, and who we are there.
 *
 * @param database empty where none is named
 * @param user null where none is named
 * @param password null where there is none
 * @param options of its driver, as {@code sslmode}
 */
public record Server(
        String host, int port, String database, String user, String password, Map<String, String> options) {

    public Server {
        options = Map.copyOf(options);
    }

    /** Never the password. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
