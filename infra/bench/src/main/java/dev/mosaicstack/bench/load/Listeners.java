package dev.mosaicstack.bench.load;

import dev.mosaicstack.bench.figure.Measured;
import dev.mosaicstack.bench.figure.Times;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Connections on which a server tells of changes, each with a thread that waits for the next. Close it. */
public final class Listeners implements AutoCloseable {

    private static final String CHANGED = "notifications/resources/updated";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** One change on its way to all of them. */
    private final class Round {
        private final Times times = new Times();
        private final CountDownLatch missing = new CountDownLatch(sockets.size());
        private final long begin = System.nanoTime();

        synchronized void arrived() {
            times.add(System.nanoTime() - begin);
            missing.countDown();
        }
    }

    private final List<Socket> sockets = new ArrayList<>();
    private volatile Round round;

    /** @param request what each of them sends; all of them are answered when this comes back */
    public Listeners(int port, int count, IntFunction<byte[]> request) {
        var answered = new CountDownLatch(count);
        try {
            for (int i = 0; i < count; i++) {
                var socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
                sockets.add(socket);
                socket.getOutputStream().write(request.apply(i));
                Thread.ofVirtual().start(() -> listen(socket, answered));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await(answered, "listeners were not all answered");
    }

    /** @return how long it took from the beginning of the change until each of them was told, in milliseconds */
    public Measured change(Runnable change) {
        var next = new Round();
        round = next;
        change.run();
        await(next.missing, "not every listener was told");
        round = null;
        return new Measured(
                next.times.count(),
                0,
                (System.nanoTime() - next.begin) / 1e9,
                next.times.percentile(0.5),
                next.times.percentile(1));
    }

    private void listen(Socket socket, CountDownLatch answered) {
        try (var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            String line = in.readLine();
            if (line == null || !line.startsWith("HTTP/1.1 200")) {
                return;
            }
            answered.countDown();
            while ((line = in.readLine()) != null) {
                Round now = round;
                if (now != null && line.contains(CHANGED)) {
                    now.arrived();
                }
            }
        } catch (IOException e) {
            // Closed, by us or by the server: who waits for it finds out.
        }
    }

    private static void await(CountDownLatch latch, String otherwise) {
        try {
            if (!latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new Measured.Spoilt(otherwise + " within " + PATIENCE + ": " + latch.getCount() + " are missing");
            }
        } catch (InterruptedException e) {
            throw new Measured.Spoilt("interrupted");
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
