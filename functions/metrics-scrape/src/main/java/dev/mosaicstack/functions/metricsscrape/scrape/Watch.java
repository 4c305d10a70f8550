package dev.mosaicstack.functions.metricsscrape.scrape;

import dev.mosaicstack.functions.metricsscrape.target.Family;
import dev.mosaicstack.functions.metricsscrape.target.Target;
import dev.mosaicstack.functions.metricsscrape.target.Unreadable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/** Looks at one target, again and again, one look at a time and each within its time. */
final class Watch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Watch.class);

    private final Target target;
    private final Labels labels;
    private final Lock lock = new ReentrantLock();
    private FutureTask<List<Family>> underWay;
    private String lastWhy;
    private long downSince;

    Watch(Target target) {
        this.target = target;
        this.labels = new Labels(target);
    }

    /** Comes back after the target's timeout at the latest, whatever the probe does. */
    Look look() throws InterruptedException {
        // Not a monitor: that would hold the carrier of a virtual thread on JDK 21, and the probe needs one.
        lock.lockInterruptibly();
        try {
            return lookOnce();
        } finally {
            lock.unlock();
        }
    }

    private Look lookOnce() throws InterruptedException {
        long began = System.nanoTime();
        List<Family> families = List.of();
        String why = null;
        try {
            families = read();
            int series = Family.samples(families);
            if (series > target.mostSeries()) {
                families = List.of();
                why = "it has " + series + " series; " + target.mostSeries() + " are allowed";
            }
        } catch (Unreadable e) {
            families = e.families();
            why = e.getMessage();
        }
        var look = Look.of(target, why, Duration.ofNanos(System.nanoTime() - began), labels.on(families));
        tell(look);
        return look;
    }

    private List<Family> read() throws Unreadable, InterruptedException {
        if (underWay != null && !underWay.state().equals(FutureTask.State.RUNNING)) {
            underWay = null;
        }
        if (underWay != null) {
            throw new Unreadable("the look before has not ended yet");
        }
        var task = new FutureTask<>(target.probe()::read);
        Thread thread = Thread.ofVirtual().name("probe-" + target.name()).start(task);
        try {
            return task.get(target.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            thread.interrupt();
            underWay = task;
            throw new Unreadable("no answer within " + target.timeout().toMillis() / 1000.0 + " s");
        } catch (ExecutionException e) {
            throw unreadable(e.getCause());
        } catch (InterruptedException e) {
            thread.interrupt();
            throw e;
        }
    }

    private Unreadable unreadable(Throwable cause) {
        if (cause instanceof Unreadable unreadable) {
            return unreadable;
        }
        // A probe is to say what is wrong itself; whatever it is, the others go on.
        String why = "it cannot be looked at (" + cause.getClass().getSimpleName() + ")";
        if (!why.equals(lastWhy)) {
            LOG.errorf(cause, "the look at target %s failed", target.name());
        }
        return new Unreadable(why);
    }

    /** Once when it goes down, when the reason is another, and when it is back. */
    private void tell(Look look) {
        if (look.up() && lastWhy != null) {
            LOG.info(upAgain(target, Duration.ofNanos(System.nanoTime() - downSince)));
        } else if (!look.up() && !look.why().equals(lastWhy)) {
            downSince = lastWhy == null ? System.nanoTime() : downSince;
            LOG.warnf("target %s (%s) is down: %s", target.name(), target.instance(), look.why());
        }
        lastWhy = look.why();
    }

    static String upAgain(Target target, Duration down) {
        return "target " + target.name() + " (" + target.instance() + ") is up again, after " + down.toSeconds() + " s";
    }

    Map<String, String> labels() {
        return labels.own();
    }

    @Override
    public void close() {
        target.probe().close();
    }
}
