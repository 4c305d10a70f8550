package dev.mosaicstack.functions.allinone.run;

import dev.mosaicstack.functions.allinone.DataFolder;
import dev.mosaicstack.functions.allinone.Environment;
import dev.mosaicstack.functions.allinone.Problem;
import dev.mosaicstack.store.SecretFile;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Turns what was found out into configuration of the application, as system properties. */
record RunSettings(Environment environment, DataFolder data, Address address) {

    void apply(String redisUrl) {
        System.setProperty("quarkus.http.host", address.host());
        System.setProperty("quarkus.http.port", "" + address.port());
        System.setProperty("mosaic.data", data.root().toString());
        System.setProperty("mosaic.redis.url", redisUrl);
        environment.unlessSet("quarkus.log.console.json.enabled", "" + environment.isOn("MOSAIC_LOG_JSON", false));
        environment.unlessSet("quarkus.log.level", "WARN");
        environment.unlessSet("quarkus.log.category.\"dev.mosaicstack\".level", "INFO");
        if (!environment.has("MOSAIC_WEBHOOK_SECRET")) {
            System.setProperty("mosaic.webhook.secret-file", secretFile());
        }
    }

    /** Made once and kept: Gitea has it, too. */
    String secretFile() {
        try {
            if (!SecretFile.exists(data.webhookSecret())) {
                byte[] bytes = new byte[32];
                new SecureRandom().nextBytes(bytes);
                SecretFile.write(data.webhookSecret(), HexFormat.of().formatHex(bytes));
            }
            return data.webhookSecret().toString();
        } catch (IOException e) {
            throw new Problem("cannot write " + data.webhookSecret() + " (" + DataFolder.reason(e) + ")");
        }
    }
}
