package dev.mosaicstack.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A Lua script of this package. */
final class Script {

    private Script() {}

    /** The scripts one after the other: the last one uses what those before it define. */
    static String of(String... names) {
        var text = new StringBuilder();
        for (String name : names) {
            text.append(read(name)).append('\n');
        }
        return text.toString();
    }

    private static String read(String name) {
        try (InputStream in = Script.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
