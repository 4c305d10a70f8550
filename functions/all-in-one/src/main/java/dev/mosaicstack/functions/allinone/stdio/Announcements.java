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

    /** Between two attempts of one who is not let in, once many failed: a token may be given back its rights. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Upstream upstream;
    private final Consumer<String> client;
    private final Pause pause;
    private Thread thread;

    Announcements(Upstream upstream, Consumer<String> client) {
        this(upstream, client, Thread::sleep);
    }

    Announcements(Upstream upstream, Consumer<String> client, Pause pause) {
        this.upstream = upstream;
        this.client = client;
        this.pause = pause;
    }

    /** Between two attempts. */
    interface Pause {
        void last(Duration time) throws InterruptedException;
    }

    /** Does nothing while it listens; a client that began a new session is heard in that one. */
    synchronized void start() {
        if (thread == null || !thread.isAlive()) {
            thread = Thread.ofVirtual().start(this::listen);
        }
    }

    synchronized void stop() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    void listen() {
        try {
            Duration wait = AGAIN;
            for (Next next = once(); next != Next.NEVER; next = once()) {
                wait = next == Next.SOON ? AGAIN : wait;
                pause.last(wait);
                wait = wait.multipliedBy(2).compareTo(LONGEST) < 0 ? wait.multipliedBy(2) : LONGEST;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private enum Next {
        SOON,
        LATER,
        NEVER
    }

    private Next once() throws InterruptedException {
        try {
            Optional<HttpResponse<InputStream>> response = upstream.listen();
            if (response.isEmpty()) {
                return Next.NEVER;
            }
            try (InputStream body = response.get().body()) {
                if (response.get().statusCode() == 200) {
                    Events.read(body, client);
                }
            }
            return after(response.get().statusCode());
        } catch (IOException e) {
            // It is not there just now; whoever asks it something is told.
            return Next.SOON;
        }
    }

    /** A session that has ended never comes back, and a server without announcements says so once. */
    private static Next after(int status) {
        return switch (status) {
            case 404, 405 -> Next.NEVER;
            case 401, 403 -> Next.LATER;
            default -> Next.SOON;
        };
    }
}
