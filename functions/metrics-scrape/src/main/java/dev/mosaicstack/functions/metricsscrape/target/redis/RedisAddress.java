package dev.mosaicstack.functions.metricsscrape.target.redis;

/**
 * A Redis or Valkey, and who we are there.
 *
 * @param user null for the default one
 * @param password null where there is none
 */
public record RedisAddress(String host, int port, int database, boolean tls, String user, String password) {

    /** Never the password. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
