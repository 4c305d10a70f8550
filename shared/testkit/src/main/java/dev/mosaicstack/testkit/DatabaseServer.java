package dev.mosaicstack.testkit;

import java.util.Map;

/** A real database server of a test's own on 127.0.0.1, with as many empty databases as the test wants. Close it. */
public interface DatabaseServer extends AutoCloseable {

    /** Creates one more empty database. */
    Database create(String name);

    /** SIGKILL, as a power cut does it. */
    void kill();

    /** Starts it again on what the kill left, on the same port. */
    void startAgain();

    @Override
    void close();

    /** How to reach one database of it. */
    record Database(String url, String user, String password) {

        /** As settings of a process under test. */
        public Map<String, String> settings() {
            return Map.of("MOSAIC_DB_URL", url, "MOSAIC_DB_USER", user, "MOSAIC_DB_PASSWORD", password);
        }
    }
}
