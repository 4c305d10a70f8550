package dev.mosaicstack.functions.allinone.stdio;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** The server over HTTP: each message is a POST, with what its revision wants to see in the headers. */
final class Upstream {

    private static final String SESSION = "Mcp-Session-Id";
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration PARTING = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    private final Endpoint endpoint;
    private volatile String session;
    private volatile String version;

    Upstream(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** Interrupting the thread that waits here, or closing the body, tells the server that nobody waits any more. */
    HttpResponse<InputStream> post(Line line) throws IOException, InterruptedException {
        return post(line, request());
    }

    /** @throws HttpTimeoutException where no answer began within {@code patience} */
    HttpResponse<InputStream> post(Line line, Duration patience) throws IOException, InterruptedException {
        return post(line, request().timeout(patience));
    }

    private HttpResponse<InputStream> post(Line line, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        request.header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString(line.text()));
        line.version().ifPresentOrElse(stateless -> Headers.mirror(line, stateless, request), () -> inSession(request));
        return http.send(request.build(), BodyHandlers.ofInputStream());
    }

    /** What the server says on its own within the session; empty where there is none. */
    Optional<HttpResponse<InputStream>> listen() throws IOException, InterruptedException {
        if (session == null) {
            return Optional.empty();
        }
        HttpRequest.Builder request =
                request().header("Accept", "text/event-stream").GET();
        inSession(request);
        return Optional.of(http.send(request.build(), BodyHandlers.ofInputStream()));
    }

    /** Before anybody hears the answer to {@code initialize}: what follows belongs to this session. */
    void began(HttpResponse<?> response) {
        session = response.headers().firstValue(SESSION).orElse(null);
    }

    /** @param answer to {@code initialize} */
    void agreed(JsonNode answer) {
        version = answer.path("result").path("protocolVersion").textValue();
    }

    /** Ends the session, where there is one; a server that is gone ends it by itself. */
    void part() {
        if (session == null) {
            return;
        }
        HttpRequest.Builder request = request().timeout(PARTING).DELETE();
        inSession(request);
        try {
            http.send(request.build(), BodyHandlers.discarding());
        } catch (IOException e) {
            System.err.println("mosaic: the session could not be ended: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest.Builder request() {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.url());
        if (endpoint.token() != null) {
            request.header("Authorization", "Bearer " + endpoint.token());
        }
        return request;
    }

    private void inSession(HttpRequest.Builder request) {
        if (session != null) {
            request.header(SESSION, session);
        }
        if (version != null) {
            request.header("MCP-Protocol-Version", version);
        }
    }
}
