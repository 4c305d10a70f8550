package dev.mosaicstack.functions.metricsscrape.notify;

import dev.mosaicstack.core.alert.Alert;
import dev.mosaicstack.functions.metricsscrape.notify.AlertPost.Outcome;
import dev.mosaicstack.web.SecretFile;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * One Alertmanager, told as Prometheus 2.42 does it. It is told on a thread of its own: one that is slow or away holds nobody
 * up, and the newest alerts take the place of those that still wait.
 */
public final class Alertmanager implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Alertmanager.class);

    /** Prometheus sends as many at once. */
    private static final int MOST_AT_ONCE = 64;

    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** How often it may be missed until it takes an alert for over. */
    private static final int MISSED = 4;

    /**
     * How it is doing.
     *
     * @param name of no other one
     * @param up whether it took what it was sent last; null where nothing was sent so far
     * @param sent alerts that it took; @param failed posts that it did not take
     */
    public record Standing(String name, Boolean up, long sent, long failed) {}

    private record Current(Instant at, List<Alert> alerts) {}

    private final URI url;
    private final String tokenFile;
    private final Duration lasts;
    private final Duration longest;
    private final Told told = new Told();
    private final AtomicReference<Current> waiting = new AtomicReference<>();
    private final ExecutorService thread;
    private volatile Standing standing;

    /**
     * @param name of no other one, for logs and metrics
     * @param url as {@code http://alertmanager:9093/prefix}
     * @param tokenFile read each time, so that a token may be changed; null where there is none
     * @param interval from one {@link #send} to the next
     */
    public Alertmanager(String name, URI url, String tokenFile, Duration interval) {
        this(name, url, tokenFile, interval, LONGEST);
    }

    Alertmanager(String name, URI url, String tokenFile, Duration interval, Duration longest) {
        this.url = URI.create(url.toString().replaceFirst("/+$", "") + "/api/v2/alerts");
        this.tokenFile = tokenFile;
        this.lasts = (interval.compareTo(Told.AGAIN) > 0 ? interval : Told.AGAIN).multipliedBy(MISSED);
        this.longest = longest;
        this.standing = new Standing(name, null, 0, 0);
        this.thread = Executors.newSingleThreadExecutor(work -> Thread.ofPlatform()
                .name("alertmanager-" + url.getHost())
                .daemon()
                .unstarted(work));
    }

    /** @param alerts all that fire, and those that were resolved a short while ago; returns at once */
    public void send(Instant at, List<Alert> alerts) {
        if (waiting.getAndSet(new Current(at, List.copyOf(alerts))) == null) {
            thread.execute(this::deliver);
        }
    }

    private void deliver() {
        Current current = waiting.getAndSet(null);
        List<Alert> due = told.due(current.at(), current.alerts());
        if (due.isEmpty()) {
            return;
        }
        try (var post = new AlertPost(url, longest)) {
            boolean taken = true;
            for (int from = 0; taken && from < due.size(); from += MOST_AT_ONCE) {
                taken = deliver(post, current.at(), due.subList(from, Math.min(from + MOST_AT_ONCE, due.size())));
            }
        } catch (InterruptedException e) {
            LOG.debug("no further alerts: this process stops");
        } catch (RuntimeException e) {
            failed(String.valueOf(e.getMessage()));
        }
    }

    /** @return whether it is of use to go on */
    private boolean deliver(AlertPost post, Instant at, List<Alert> alerts) throws InterruptedException {
        Outcome outcome = post.send(AlertJson.of(alerts, at.plus(lasts)), token());
        switch (outcome) {
            case Outcome.Taken taken -> {
                told.told(at, alerts);
                taken(alerts.size());
            }
            case Outcome.Refused refused -> {
                // It takes those of a post that it can read, and says which it cannot.
                told.told(at, alerts);
                failed(refused.why());
            }
            case Outcome.Failed failed -> failed(failed.why());
        }
        return !(outcome instanceof Outcome.Failed);
    }

    private String token() {
        try {
            return tokenFile == null ? null : SecretFile.read("mosaic.metrics.alertmanager-token-file", tokenFile);
        } catch (ConfigurationException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private void taken(int alerts) {
        Standing before = standing;
        standing = new Standing(before.name(), true, before.sent() + alerts, before.failed());
        if (Boolean.FALSE.equals(before.up())) {
            LOG.infof("Alertmanager %s takes alerts again", before.name());
        }
    }

    /** Said once until it takes something. */
    private void failed(String why) {
        Standing before = standing;
        standing = new Standing(before.name(), false, before.sent(), before.failed() + 1);
        if (!Boolean.FALSE.equals(before.up())) {
            LOG.warnf("Alertmanager %s does not take alerts: %s; it is tried again at each round", before.name(), why);
        }
    }

    /** Until what was sent before is delivered or has failed. */
    void awaitIdle() {
        try {
            thread.submit(() -> {}).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    public Standing standing() {
        return standing;
    }

    /** What is under way is broken off; it is said again by whoever judges next. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
