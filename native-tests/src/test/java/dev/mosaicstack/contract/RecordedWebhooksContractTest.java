package dev.mosaicstack.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import dev.mosaicstack.testkit.Artifact;
import dev.mosaicstack.testkit.Webhook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One recorded payload per event of each forge: all are taken, get a type, and are kept byte for byte. */
class RecordedWebhooksContractTest extends Contract {

    private static final Path FOLDER = Artifact.root().resolve("shared/testkit/src/main/resources/webhooks");

    static List<Path> everyRecording() {
        if (!Files.isDirectory(FOLDER)) {
            return List.of();
        }
        try (var files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void thereAreRecordings() {
        assertThat(everyRecording()).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("everyRecording")
    void isTakenAndKept(Path recording) throws IOException {
        var webhook = signed(recording);
        String delivery = api.deliver(webhook)
                .statusCode(202)
                .body("type", matchesPattern("dev\\.mosaicstack\\.(git|ci)\\.[a-z0-9_.-]+"))
                .extract()
                .path("deliveryId");
        String kept = api.admin("webhook-get", Map.of("deliveryId", delivery))
                .statusCode(200)
                .extract()
                .path("body");
        assertThat(kept).isEqualTo(new String(webhook.body(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("everyRecording")
    void isUnderstoodTheSameWayAsAForm(Path recording) throws IOException {
        var json = signed(recording);
        String type = api.deliver(json).statusCode(202).extract().path("type");
        // With spaces of its own behind it, so that it is no duplicate of anything and has to be understood by itself.
        String payload = new String(json.body(), StandardCharsets.UTF_8)
                + " ".repeat(1 + everyRecording().indexOf(recording));
        var form = Forms.of(signed(recording), payload, api.webhookSecret());
        api.deliver(form).statusCode(202).body("duplicate", is(false)).body("type", is(type));
    }

    /** As recorded, under a delivery id of its own, signed with our secret. */
    private Webhook signed(Path recording) throws IOException {
        String delivery = UUID.randomUUID().toString();
        var headers = recorded(recording);
        headers.keySet().removeIf(name -> name.equalsIgnoreCase("Accept-Encoding"));
        headers.replaceAll((name, value) -> name.toLowerCase(Locale.ROOT).endsWith("-delivery") ? delivery : value);
        var webhook = new Webhook(Files.readAllBytes(recording), headers).signed(api.webhookSecret());
        assertThat(webhook.headers().keySet())
                .as("signature headers of " + recording)
                .anyMatch(name -> name.endsWith("-Signature"));
        return webhook;
    }

    private static Map<String, String> recorded(Path recording) throws IOException {
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        String name = recording.getFileName().toString().replaceFirst("\\.json$", ".headers");
        var lines = new ArrayList<>(Files.readAllLines(recording.resolveSibling(name)));
        lines.removeIf(line -> line.isBlank() || !line.contains(":"));
        lines.forEach(line -> headers.put(
                line.substring(0, line.indexOf(':')).strip(),
                line.substring(line.indexOf(':') + 1).strip()));
        return headers;
    }
}
