package dev.mosaicstack.functions.allinone.stdio;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** What the server says on its own in a session: one GET that stays open, and is opened again where it breaks. */
final class Announcements {

    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Upstream upstream;
    private final Consumer<String> client;
    private Thread thread;

    Announcements(Upstream upstream, Consumer<String> client) {
        this.upstream = upstream;
        this.client = client;
    }

    synchronized void start() {
        if (thread == null) {
            thread = Thread.ofVirtual().start(this::listen);
        }
    }

    synchronized void stop() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void listen() {
        try {
            while (once()) {
                Thread.sleep(AGAIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return false where the server has nothing to say */
    private boolean once() throws InterruptedException {
        try {
            Optional<HttpResponse<InputStream>> response = upstream.listen();
            if (response.isEmpty()) {
                return false;
            }
            try (InputStream body = response.get().body()) {
                if (response.get().statusCode() == 200) {
                    Events.read(body, client);
                }
            }
            return response.get().statusCode() != 405;
        } catch (IOException e) {
            // It is not there just now; whoever asks it something is told.
            return true;
        }
    }
}
