package dev.mosaicstack.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosaicstack.testkit.MosaicProcess;
import dev.mosaicstack.testkit.RedisServer;
import dev.mosaicstack.testkit.Webhook;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our artifacts with the environment, the secrets and the settings that compose.yaml gives them, without the containers. */
class ComposeStartTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] PUSH =
            "{\"ref\":\"refs/heads/main\",\"repository\":{\"full_name\":\"a/b\"}}".getBytes();

    private final ComposeYaml compose = ComposeYaml.read();
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path parent;

    private InitFolder folder;

    @Test
    void theOneProcessAndFunctionsAloneStartWithThem() throws IOException, InterruptedException {
        folder = InitFolder.in(parent);
        folder.init();
        try (RedisServer server = RedisServer.start(parent, folder.secret("redis_password"))) {
            Files.writeString(folder.path().resolve("secrets/mosaic_redis_url"), server.url());
            Path previous = folder.path().resolve("secrets/mosaic_webhook_previous_secret");
            Files.writeString(previous, "the one before");
            try (MosaicProcess all = MosaicProcess.start("compose", environment("all-in-one"))) {
                takesAWebhookWith("mosaic_webhook_secret", all);
                takesAWebhookWith("mosaic_webhook_previous_secret", all);
                looksAtTheWholeStack(all);
                String token = aViewersToken(all);
                Files.writeString(previous, "");
                for (String flow : List.of("metrics-scrape", "backup-trigger", "webhook-intake")) {
                    Map<String, String> settings = environment(flow);
                    settings.put("MOSAIC_REDIS_URL", server.url());
                    settings.remove("MOSAIC_REDIS_URL_FILE");
                    try (MosaicProcess alone = all.function(flow, settings)) {
                        showsMetricsToWhoMayRead(alone, token);
                        if (flow.equals("webhook-intake")) {
                            takesAWebhookWith("mosaic_webhook_secret", alone);
                        }
                    }
                }
            }
        }
    }

    private void takesAWebhookWith(String secret, MosaicProcess process) throws IOException, InterruptedException {
        Webhook push = Webhook.fromGitea("push", PUSH, folder.secret(secret));
        HttpRequest.Builder request = HttpRequest.newBuilder(process.base().resolve("/webhook-intake"));
        push.headers().forEach(request::setHeader);
        assertThat(send(request.POST(BodyPublishers.ofByteArray(push.body()))).statusCode())
                .isEqualTo(202);
    }

    private void looksAtTheWholeStack(MosaicProcess process) throws IOException, InterruptedException {
        JsonNode round = call(process.base(), "metrics-scrape", "{}");
        assertThat(round.path("targets").valueStream().map(target -> target.path("name")
                        .asText()))
                .contains("gitea", "bookstack", "woodpecker", "portainer", "proxy", "postgres", "mariadb", "redis");
        assertThat(round.path("targets").findValuesAsText("kind"))
                .contains("http", "postgresql", "mariadb", "redis", "mosaic");
    }

    private String aViewersToken(MosaicProcess process) throws IOException, InterruptedException {
        return call(process.base(), "token-create", "{\"name\":\"prometheus\",\"role\":\"viewer\"}")
                .path("token")
                .asText();
    }

    private void showsMetricsToWhoMayRead(MosaicProcess process, String token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(process.base().resolve("/metrics")).header("Authorization", "Bearer " + token);
        assertThat(send(request).body()).contains("process_start_time_seconds");
    }

    private JsonNode call(URI base, String call, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(base.resolve("/" + call))
                .header("Authorization", "Bearer " + folder.secret("mosaic_admin_token"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** As Compose would make it with .env.example; what is at another place here is where it is here. */
    private Map<String, String> environment(String service) throws IOException {
        Path settings =
                Files.writeString(parent.resolve("mosaic.properties"), here(ComposeYaml.text("mosaic.properties")));
        var environment = new HashMap<String, String>();
        compose.services()
                .get(service)
                .environment()
                .forEach((name, value) -> environment.put(
                        name,
                        here(value.replaceFirst("^\\$\\{[A-Z_]+:-(.*)}$", "$1"))
                                .replace("/etc/mosaic/mosaic.properties", settings.toString())));
        // Where it listens is the test's to say.
        environment.keySet().removeIf(name -> name.startsWith("QUARKUS_HTTP_") || name.equals("MOSAIC_DATA"));
        return environment;
    }

    private String here(String text) {
        return text.replace("/run/secrets/", folder.path().resolve("secrets") + "/");
    }
}
