package dev.mosaicstack.functions.allinone.redis;

import dev.mosaicstack.functions.allinone.DataFolder;
import dev.mosaicstack.functions.allinone.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the embedded Redis runs on this operating system and processor at all. */
public final class EmbeddedVersion {

    private static final Pattern VERSION = Pattern.compile("v=([0-9.]+)");

    private EmbeddedVersion() {}

    /**
     * Unpacks the executable into a temporary folder, asks it for its version and removes it again.
     *
     * @throws Problem where it does not run here
     */
    public static String ask() {
        try {
            Path folder = Files.createTempDirectory("mosaic-redis");
            try {
                return ask(new RedisFolder(folder));
            } finally {
                Files.deleteIfExists(folder.resolve("redis-server"));
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new Problem("the embedded Redis does not run here (" + DataFolder.reason(e)
                    + "); install a Redis 6.2 or newer and set MOSAIC_REDIS_URL");
        }
    }

    private static String ask(RedisFolder folder) throws IOException {
        folder.installExecutable();
        Process process = new ProcessBuilder(folder.executable().toString(), "--version")
                .redirectErrorStream(true)
                .start();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher matcher = VERSION.matcher(words);
        if (!matcher.find()) {
            throw new IOException("it says: " + words.strip());
        }
        return matcher.group(1);
    }
}
