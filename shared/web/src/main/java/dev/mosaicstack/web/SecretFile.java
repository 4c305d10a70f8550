package dev.mosaicstack.web;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A setting whose value is in a file: a password, a token, an address that is a secret. */
public final class SecretFile {

    private SecretFile() {}

    /** @throws ConfigurationException that names the setting, where the file cannot be read */
    public static String read(String setting, String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new ConfigurationException("cannot read " + file + ", which " + setting + " names");
        }
    }
}
