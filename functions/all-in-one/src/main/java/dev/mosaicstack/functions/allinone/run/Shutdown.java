package dev.mosaicstack.functions.allinone.run;

import io.quarkus.runtime.Application;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end of a run, in order: the application answers what is in flight, then what it stood on is closed, last opened
 * first. Ctrl-C and SIGTERM are how a user says "enough" to a run, so they end it with exit code 0, not 130 or 143;
 * whatever else they interrupt keeps those codes.
 */
public final class Shutdown {

    /** The application's own deadline is three seconds; with Redis' one second the promise of five holds. */
    private static final Duration APPLICATION = Duration.ofMillis(3_800);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final CountDownLatch served = new CountDownLatch(1);
    private boolean serving;
    private boolean decided;

    /** From now on, whatever ends this process closes what was opened. */
    public void install() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "mosaic-shutdown"));
    }

    public synchronized <T extends AutoCloseable> T register(T resource) {
        open.push(resource);
        return resource;
    }

    synchronized void serving() {
        serving = true;
    }

    /** The application has stopped, for whatever reason. */
    void served() {
        served.countDown();
    }

    /** The program ends on its own and knows its exit code; a signal has not come first. */
    public synchronized void decide() {
        decided = true;
    }

    private void end() {
        boolean byUser = isByUser();
        // Asked in the middle of a start, which has to go to its end first: nobody can be cut off.
        boolean nobodyServed = !isStarted();
        boolean inTime = awaitApplication() || nobodyServed;
        closeAll();
        System.out.flush();
        System.err.flush();
        if (!inTime) {
            System.err.println("mosaic: requests in flight did not end in time and were cut off");
        }
        if (byUser) {
            Runtime.getRuntime().halt(inTime ? 0 : 1);
        }
    }

    private synchronized boolean isByUser() {
        return serving && !decided;
    }

    private static boolean isStarted() {
        Application application = Application.currentApplication();
        return application != null && application.isStarted();
    }

    private boolean awaitApplication() {
        synchronized (this) {
            if (!serving) {
                return true;
            }
        }
        try {
            return served.await(APPLICATION.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized void closeAll() {
        while (!open.isEmpty()) {
            AutoCloseable resource = open.pop();
            try {
                resource.close();
            } catch (Exception e) {
                // The others must be closed all the same.
                System.err.println(
                        "mosaic: " + resource.getClass().getSimpleName() + " did not close: " + e.getMessage());
            }
        }
    }
}
