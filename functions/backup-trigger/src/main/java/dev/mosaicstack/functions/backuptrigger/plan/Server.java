package dev.mosaicstack.functions.backuptrigger.plan;

/**
 * A database server, and who we are there.
 *
 * @param database empty where the kind has none
 * @param user null for the program's default
 * @param password null where there is none
 */
public record Server(String host, int port, String database, String user, String password) {

    public Server with(String otherDatabase) {
        return new Server(host, port, otherDatabase, user, password);
    }

    /** Never the password. */
    @Override
    public String toString() {
        return host + ":" + port + (database.isEmpty() ? "" : "/" + database);
    }
}
