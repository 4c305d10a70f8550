package dev.mosaicstack.functions.backuptrigger.run;

import dev.mosaicstack.core.backup.Backups;
import dev.mosaicstack.core.backup.PlanBackups;
import dev.mosaicstack.core.backup.Run;
import dev.mosaicstack.core.backup.RunBackups;
import dev.mosaicstack.core.backup.WatchBackups;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.functions.backuptrigger.plan.Plans;
import dev.mosaicstack.functions.backuptrigger.tool.Pause;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Does the runs of this process: one thread for each, as many as there are repositories that are free. */
public final class Worker {

    private static final Logger LOG = Logger.getLogger(Worker.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** Restic ends at once when it is killed; the rest is our own. */
    private static final Duration STOP = Duration.ofSeconds(20);

    private final Plans plans;
    private final PlanBackups plan;
    private final RunBackups runs;
    private final WatchBackups watch;
    private final WorkFolder folder;
    private final Semaphore signal = new Semaphore(0);
    private final Map<Thread, Runner> underWay = new ConcurrentHashMap<>();
    private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    public Worker(Plans plans, PlanBackups plan, RunBackups runs, WatchBackups watch, WorkFolder folder) {
        this.plans = plans;
        this.plan = plan;
        this.runs = runs;
        this.watch = watch;
        this.folder = folder;
    }

    /** @param scheduled whether it looks at the schedules, too */
    public void start(boolean scheduled) {
        Thread.ofPlatform().daemon().name("backups").start(() -> work(scheduled));
    }

    /** What runs left that are not running: their process was killed. */
    public void clean() {
        try {
            folder.clean(this::isRunning);
        } catch (UncheckedIOException e) {
            // What cannot be removed must not keep backups from being made.
            LOG.warnf("what a run left cannot be removed: %s", e.getMessage());
        }
    }

    private boolean isRunning(String runId) {
        return watch.find(runId).filter(Run::isRunning).isPresent();
    }

    /** There may be something to do. */
    public void wake() {
        signal.release();
    }

    private void work(boolean scheduled) {
        while (!stopped) {
            try {
                plan.stay();
                watch.sweep();
                // Again and again: a process that was killed counts as alive for a while.
                clean();
                if (scheduled) {
                    plan.schedule();
                }
                for (Optional<Run> next = runs.next(); next.isPresent() && !stopped; next = runs.next()) {
                    begin(next.get());
                }
                if (signal.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                    signal.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                if (e instanceof Error) {
                    LOG.error("backups are put off", e);
                } else {
                    LOG.warnf("backups are put off: %s", e.getMessage());
                }
                if (Pause.interrupted(LOOK)) {
                    return;
                }
            }
        }
    }

    private void begin(Run run) {
        Thread.ofPlatform().name("backup of " + run.policy()).start(() -> {
            try {
                here(run);
            } finally {
                wake();
            }
        });
    }

    private Runner runner(Run run) {
        return new Runner(runs, run, plans.plan(run.policy()), folder, mending(run), History.of(watch, run.policy()));
    }

    private boolean mending(Run run) {
        List<Run> before = watch.runs(new Backups.Filter(run.policy(), "backup", null), new Page.Ask(1, run.id()));
        return !before.isEmpty() && !(before.getFirst().state() instanceof Run.State.Succeeded);
    }

    /**
     * Does this run here and now, once its repository is free, unless another process is quicker.
     *
     * @return as it ended; where this worker was stopped, maybe as one that was withdrawn, or that another process does
     */
    public Run untilItEnds(Run run) {
        waiting.add(Thread.currentThread());
        try {
            Run now = run;
            while (!now.ended() && !stopped) {
                watch.sweep();
                runs.start(run.id()).ifPresent(this::here);
                now = watch.find(run.id()).orElse(now);
                if (!now.ended() && Pause.interrupted(LOOK)) {
                    return now;
                }
            }
            if (!now.ended()) {
                plan.withdraw(run.id());
            }
            return now;
        } finally {
            waiting.remove(Thread.currentThread());
        }
    }

    private void here(Run started) {
        Runner runner = runner(started);
        underWay.put(Thread.currentThread(), runner);
        try {
            if (stopped) {
                runner.stop();
            }
            runner.run();
        } finally {
            underWay.remove(Thread.currentThread());
        }
    }

    /** Ends what is under way as failed, and waits until that is written down. */
    public void stop() {
        stopped = true;
        wake();
        underWay.values().forEach(Runner::stop);
        long until = System.nanoTime() + STOP.toNanos();
        Set<Thread> threads = new HashSet<>(underWay.keySet());
        threads.addAll(waiting);
        for (Thread running : threads) {
            try {
                running.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
