package dev.mosaicstack.core.webhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A recorded webhook: headers and body as the forge sends them, without the signature. */
record Fixture(String name, Headers headers, byte[] body) {

    private static final Path FOLDER = root().resolve("shared/testkit/src/main/resources/webhooks");

    /** {@code gitea/push}. */
    static Fixture of(String name) {
        try {
            Map<String, String> headers = new LinkedHashMap<>();
            for (String line : Files.readAllLines(FOLDER.resolve(name + ".headers"))) {
                int colon = line.indexOf(':');
                headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
            return new Fixture(name, new Headers(headers), Files.readAllBytes(FOLDER.resolve(name + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Fixture> all() {
        try (var files = Files.walk(FOLDER)) {
            return files.map(file -> FOLDER.relativize(file).toString())
                    .filter(file -> file.endsWith(".json"))
                    .map(file -> file.substring(0, file.length() - ".json".length()))
                    .sorted()
                    .map(Fixture::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Recognised recognised() {
        WebhookBody payload = WebhookBody.decode(headers.first("Content-Type"), body);
        return Recognise.of(headers, payload.json());
    }

    /** The same webhook from a version that does not send the exact event. */
    Recognised recognisedByGroup() {
        Map<String, String> without = new LinkedHashMap<>(headers.values());
        without.keySet().removeIf(name -> name.endsWith("Event-Type"));
        return new Fixture(name, new Headers(without), body).recognised();
    }

    @Override
    public String toString() {
        return name;
    }

    private static Path root() {
        String configured = System.getProperty("mosaic.root");
        Path at = Path.of(configured == null ? "" : configured).toAbsolutePath();
        while (!Files.isDirectory(at.resolve("shared/testkit"))) {
            at = at.getParent();
        }
        return at;
    }
}
