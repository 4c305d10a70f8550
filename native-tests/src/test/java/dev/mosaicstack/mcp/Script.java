package dev.mosaicstack.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.NodeClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A script of {@code infra/conformance/sdk}: what it finds wrong makes the test fail with all that the script said. */
final class Script {

    private static final int MINUTES = 3;

    private Script() {}

    /** @param plan what the script is told, as JSON */
    static void run(String script, Map<String, ?> plan) {
        try {
            Path logs = Files.createDirectories(Path.of("target", "sdk").toAbsolutePath());
            Path log = Files.createTempFile(logs, script.replace(".mjs", "-"), ".log");
            String told = new String(Api.bytes(plan), StandardCharsets.UTF_8);
            int exit = NodeClients.installed().run("sdk/" + script, log, MINUTES, List.of(told));
            assertThat(exit).as(Files.readString(log)).isZero();
            assertThat(log).content().endsWith("all as promised\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
