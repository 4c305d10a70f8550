package dev.mosaicstack.functions.allinone.demo;

import dev.mosaicstack.functions.allinone.DataFolder;
import dev.mosaicstack.functions.allinone.Environment;
import dev.mosaicstack.functions.allinone.Problem;
import dev.mosaicstack.store.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** An instance to play against, with the two secrets that takes. Never printed: see {@link #toString()}. */
record Target(String url, String adminToken, String webhookSecret) {

    /** The instance of a data folder: its secrets are in the folder, unless the environment has others. */
    static Target of(String url, DataFolder data, Environment environment) {
        return new Target(
                url,
                environment.secret("MOSAIC_ADMIN_TOKEN").orElseGet(() -> read(data.adminToken(), "MOSAIC_ADMIN_TOKEN")),
                environment
                        .secret("MOSAIC_WEBHOOK_SECRET")
                        .orElseGet(() -> read(data.webhookSecret(), "MOSAIC_WEBHOOK_SECRET")));
    }

    /**
     * An instance elsewhere: its secrets are in the environment.
     *
     * @throws Problem where they are not
     */
    static Target elsewhere(String url, Environment environment) {
        Optional<String> token = environment.secret("MOSAIC_ADMIN_TOKEN");
        Optional<String> secret = environment.secret("MOSAIC_WEBHOOK_SECRET");
        if (token.isEmpty() || secret.isEmpty()) {
            throw new Problem("--url needs MOSAIC_ADMIN_TOKEN and MOSAIC_WEBHOOK_SECRET of that instance");
        }
        return new Target(url.replaceAll("/+$", ""), token.get(), secret.get());
    }

    private static String read(Path file, String variable) {
        try {
            if (SecretFile.exists(file)) {
                return Files.readString(file).strip();
            }
        } catch (IOException e) {
            // Said below, like one that is not there.
        }
        throw new Problem(
                "cannot read " + file + "; if the instance was started with " + variable + ", set it here too");
    }

    @Override
    public String toString() {
        return url;
    }
}
