package dev.mosaicstack.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.testkit.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the shipped files say of the product. */
class NginxFilesTest {

    private static final Pattern CALL = Pattern.compile("(?m)^ {4}/([a-z-]+) +(always|keyed|never);$");

    /** How Nginx Proxy Manager 2.15.1 finds out that it should not add a location of its own (backend/internal/nginx.js). */
    private static final Pattern OWN_LOCATION =
            Pattern.compile("^(?:.*;)?\\s*?location\\s*?/\\s*?\\{", Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    @Test
    void ofEachCallIsSaidOnceWhetherItMayBeRepeated() throws IOException {
        var said = CALL.matcher(file("http.conf")).results().map(call -> call.group(1));
        // That one is a GET, which nginx repeats by itself.
        var calls = Arrays.stream(Call.values())
                .filter(call -> call != Call.METRICS)
                .map(Call::path);
        assertThat(said).containsExactlyInAnyOrderElementsOf(calls.toList());
    }

    @Test
    void whatIsPastedIsTakenForTheWholeOfTheHost() throws IOException {
        assertThat(OWN_LOCATION.matcher(file("npm-advanced.conf")).find()).isTrue();
    }

    private static String file(String name) throws IOException {
        return Files.readString(Artifact.root().resolve("infra/nginx").resolve(name));
    }
}
