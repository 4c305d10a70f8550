package dev.mosaicstack.functions.allinone.stdio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/** A request of the client until it is answered. It always is, by the server or in its place, unless it was cancelled. */
final class Exchange {

    private static final int UNAUTHENTICATED = 401;

    private final Line line;
    private final Upstream upstream;
    private final Consumer<String> client;
    private boolean over;
    private volatile Thread thread;

    /** @param client takes one message at a time */
    Exchange(Line line, Upstream upstream, Consumer<String> client) {
        this.line = line;
        this.upstream = upstream;
        this.client = client;
    }

    boolean isStateless() {
        return line.version().isPresent();
    }

    /** @param ended run when it is over, also where it failed */
    void start(Runnable ended) {
        thread = Thread.ofVirtual().unstarted(() -> {
            try {
                perform();
            } finally {
                ended.run();
            }
        });
        thread.start();
    }

    /** The client hears nothing more of it; the server learns it by the end of the connection. */
    void cancel() {
        silence();
        thread.interrupt();
    }

    private synchronized void silence() {
        over = true;
    }

    private void perform() {
        try {
            HttpResponse<InputStream> response = upstream.post(line);
            try (InputStream body = response.body()) {
                take(response, body);
            }
            refuse(
                    "the server at " + upstream.endpoint() + " ended the connection before it answered "
                            + line.method(),
                    null);
        } catch (ConnectException e) {
            refuse(upstream.endpoint().silent(), null);
        } catch (IOException e) {
            refuse(
                    "the connection to " + upstream.endpoint() + " broke before " + line.method()
                            + " was answered; whether it was done is not known",
                    null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(HttpResponse<InputStream> response, InputStream body) throws IOException {
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (line.method().equals("initialize")) {
            upstream.began(response);
        }
        if (type.startsWith("text/event-stream")) {
            Events.read(body, this::pass);
        } else {
            String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            Optional<Line> message =
                    Line.read(text).filter(answer -> answer.json().has("jsonrpc"));
            if (message.isPresent()) {
                pass(message.get());
            } else {
                refuse(response.statusCode(), text);
            }
        }
    }

    private void pass(String message) {
        Line.read(message).ifPresent(this::pass);
    }

    /** An error that names no request is about the one that was sent. */
    private synchronized void pass(Line message) {
        if (over) {
            return;
        }
        boolean answers = !message.json().has("method");
        if (answers && message.json().path("id").isNull()) {
            JsonNode error = message.json().path("error");
            client.accept(Line.error(
                    line.id(),
                    error.path("code").asInt(Line.NO_ANSWER),
                    error.path("message").asText(),
                    null));
        } else {
            if (answers && line.method().equals("initialize")) {
                upstream.agreed(message.json());
            }
            client.accept(message.text().replace('\n', ' ').replace('\r', ' '));
        }
        over = answers;
    }

    /** A refusal of the edge, which speaks no JSON-RPC: problem+json, or another program's words. */
    private void refuse(int status, String body) {
        JsonNode problem = Line.read(body).map(Line::json).orElseGet(MissingNode::getInstance);
        String code = problem.path("code").textValue();
        refuse(
                status == UNAUTHENTICATED
                        ? upstream.endpoint().unauthenticated()
                        : "the server at " + upstream.endpoint() + " answered " + status
                                + (code == null
                                        ? ""
                                        : " " + code + ": "
                                                + problem.path("detail").asText()),
                code);
    }

    private synchronized void refuse(String message, String code) {
        if (!over) {
            over = true;
            client.accept(Line.error(line.id(), Line.NO_ANSWER, message, code));
        }
    }
}
