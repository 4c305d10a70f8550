package dev.mosaicstack.store;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Turns {@code mosaic.db.*} into the configuration of the one datasource that is used, and switches the others off: a
 * datasource's kind is fixed when the program is built, so all three are built in.
 */
public final class DatabaseConfig implements ConfigSourceFactory {

    /** Above the defaults in the jars, below everything that a user sets. */
    private static final int ORDINAL = 150;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        String url = secret(context, "mosaic.db.url", null);
        Map<String, String> settings = new HashMap<>();
        boolean sqlite = url == null;
        settings.put("quarkus.datasource.writer.active", "" + sqlite);
        settings.put("quarkus.datasource.reader.active", "" + sqlite);
        // Beside a database in the same process the way to the cache costs more than it saves.
        settings.put("mosaic.cache.enabled", "" + !sqlite);
        DatabaseUrl server = sqlite ? null : DatabaseUrl.parse(url);
        for (DatabaseUrl.Kind kind : DatabaseUrl.Kind.values()) {
            boolean active = server != null && server.kind() == kind;
            settings.put(datasource(kind) + "active", "" + active);
            if (active) {
                configure(context, server, settings);
            }
        }
        return List.of(new PropertiesConfigSource(settings, "the database of MOSAIC_DB_URL", ORDINAL));
    }

    private static void configure(ConfigSourceContext context, DatabaseUrl server, Map<String, String> settings) {
        settings.put(datasource(server.kind()) + "jdbc.url", server.jdbcUrl());
        put(settings, datasource(server.kind()) + "username", secret(context, "mosaic.db.user", server.user()));
        put(settings, datasource(server.kind()) + "password", secret(context, "mosaic.db.password", server.password()));
    }

    private static void put(Map<String, String> settings, String name, String value) {
        if (value != null) {
            settings.put(name, literal(value));
        }
    }

    /** A dollar sign in a password is no expression. */
    static String literal(String value) {
        return value.replace("$", "\\$");
    }

    private static String secret(ConfigSourceContext context, String name, String inUrl) {
        String file = value(context, name + "-file");
        String given = file == null ? value(context, name) : read(name, file);
        return given == null ? inUrl : given;
    }

    private static String read(String name, String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + file + ", which " + name + "-file names");
        }
    }

    private static String datasource(DatabaseUrl.Kind kind) {
        return "quarkus.datasource." + kind.text() + ".";
    }

    private static String value(ConfigSourceContext context, String name) {
        ConfigValue value = context.getValue(name);
        String text = value == null ? null : value.getValue();
        return text == null || text.isBlank() ? null : text;
    }
}
