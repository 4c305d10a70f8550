package dev.mosaicstack.contract;

import dev.mosaicstack.testkit.DatabaseServer;
import dev.mosaicstack.testkit.DatabaseServer.Database;
import dev.mosaicstack.testkit.MariaDbServer;
import dev.mosaicstack.testkit.PostgresServer;
import dev.mosaicstack.testkit.RedisServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Real servers, one for each kind of target, and an instance's settings that make it look at them every second. */
record Watched(TlsSite site, DatabaseServer postgres, DatabaseServer mariadb, RedisServer redis)
        implements AutoCloseable {

    /** @param folder for what they need */
    static Watched in(Path folder) {
        return new Watched(TlsSite.in(folder), PostgresServer.start(), MariaDbServer.start(), RedisServer.start());
    }

    /** The Redis is also the one that the instance works with. This host and the product itself are targets anyway. */
    Map<String, String> settings() {
        Map<String, String> env = new HashMap<>();
        env.put("MOSAIC_METRICS_INTERVAL", "PT1S");
        env.put("MOSAIC_REDIS_URL", redis.url());
        env.putAll(target("site", "http", site.url()));
        env.putAll(target("redis", "redis", redis.url()));
        env.putAll(target("postgres", "postgresql", postgres.create("watched")));
        env.putAll(target("mariadb", "mariadb", mariadb.create("watched")));
        return env;
    }

    private static Map<String, String> target(String name, String kind, Database database) {
        Map<String, String> all = target(name, kind, database.url().replaceFirst("^jdbc:", ""));
        all.put(setting(name, "USER"), database.user());
        all.put(setting(name, "PASSWORD"), database.password());
        return all;
    }

    private static Map<String, String> target(String name, String kind, String url) {
        return new HashMap<>(Map.of(setting(name, "KIND"), kind, setting(name, "URL"), url));
    }

    private static String setting(String target, String what) {
        return "MOSAIC_METRICS_TARGETS_" + target.toUpperCase(Locale.ROOT) + "_" + what;
    }

    @Override
    public void close() {
        site.close();
        postgres.close();
        mariadb.close();
        redis.close();
    }
}
