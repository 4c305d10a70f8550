package dev.mosaicstack.functions.allinone.run;

import dev.mosaicstack.functions.allinone.DataFolder;
import dev.mosaicstack.functions.allinone.Environment;
import dev.mosaicstack.functions.allinone.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;

/** Turns what was found out into configuration of the application, as system properties. */
record RunSettings(Environment environment, DataFolder data, Address address) {

    void apply(String redisUrl) {
        System.setProperty("quarkus.http.host", address.host());
        System.setProperty("quarkus.http.port", "" + address.port());
        System.setProperty("mosaic.data", data.root().toString());
        System.setProperty("mosaic.redis.url", redisUrl);
        boolean json =
                environment.get("MOSAIC_LOG_JSON").map(Boolean::parseBoolean).orElse(false);
        unlessSet("quarkus.log.console.json.enabled", "" + json);
        unlessSet("quarkus.log.level", "WARN");
        unlessSet("quarkus.log.category.\"dev.mosaicstack\".level", "INFO");
        if (!environment.has("MOSAIC_WEBHOOK_SECRET")) {
            System.setProperty("mosaic.webhook.secret-file", secretFile());
        }
    }

    /** A system property outranks the environment, so a default of ours must not hide what the user set there. */
    private void unlessSet(String property, String value) {
        String variable = property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
        if (System.getProperty(property) == null && environment.get(variable).isEmpty()) {
            System.setProperty(property, value);
        }
    }

    /** Made once and kept: Gitea has it, too. */
    private String secretFile() {
        try {
            if (!Files.exists(data.webhookSecret())) {
                byte[] bytes = new byte[32];
                new SecureRandom().nextBytes(bytes);
                DataFolder.writePrivate(data.webhookSecret(), HexFormat.of().formatHex(bytes) + "\n");
            }
            return data.webhookSecret().toString();
        } catch (IOException e) {
            throw new Problem("cannot write " + data.webhookSecret() + " (" + DataFolder.reason(e) + ")");
        }
    }
}
