package dev.mosaicstack.functions.eventdispatch.notify;

import dev.mosaicstack.core.notify.SendNotifications;
import dev.mosaicstack.functions.eventdispatch.DispatchConfig;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** Looks for messages to be sent once a second. Each channel has a thread of its own: one that hangs holds up no other. */
@Singleton
final class NotifySchedule {

    private static final Logger LOG = Logger.getLogger(NotifySchedule.class);

    /** A message that is on its way may arrive and be marked as sent: otherwise it would be sent again. */
    private static final Duration LAST = Duration.ofSeconds(3);

    private final SendNotifications notifications;
    private final ExecutorService executor;
    private final Map<String, Future<?>> serving = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    NotifySchedule(SendNotifications notifications, @VirtualThreads ExecutorService executor, DispatchConfig dispatch) {
        this.notifications = notifications;
        this.executor = executor;
        this.stopped = !dispatch.enabled();
    }

    /** Settings that cannot be are found now and not with the first event. */
    void start(@Observes StartupEvent event) {
        if (!notifications.channels().isEmpty()) {
            LOG.infof("notifications go to %s", String.join(", ", notifications.channels()));
        }
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void once() {
        for (String channel : notifications.channels()) {
            Future<?> busy = serving.get(channel);
            if (!stopped && (busy == null || busy.isDone())) {
                serving.put(channel, executor.submit(() -> serve(channel)));
            }
        }
    }

    private void serve(String channel) {
        try {
            while (!stopped && notifications.next(channel)) {
                // The next one.
            }
        } catch (RuntimeException e) {
            LOG.warnf("messages to channel %s are put off: %s", channel, e.getMessage());
        }
    }

    /** Before the database is closed. */
    void stop(@Observes ShutdownDelayInitiatedEvent event) throws InterruptedException {
        stopped = true;
        long until = System.nanoTime() + LAST.toNanos();
        for (Future<?> busy : serving.values()) {
            try {
                busy.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException | ExecutionException e) {
                LOG.debugf("a message is on its way: it is sent again after the next start");
            }
        }
    }
}
