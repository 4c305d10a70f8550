package dev.mosaicstack.functions.metricsscrape.target.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** Reads file systems. One that cannot be read, or does not answer, is missing until it does: the others are there. */
final class Disks {

    private static final Logger LOG = Logger.getLogger(Disks.class);

    interface Read {
        Disk of(Path path) throws IOException;
    }

    private final Read read;
    private final Duration longest;

    /** Nothing ends a thread that waits for a file system: of each there is one at most. */
    private final Map<Path, FutureTask<Disk>> underWay = new HashMap<>();

    /** Those of which the log has the reason already. */
    private final Set<Path> missing = new HashSet<>();

    Disks(Read read, Duration longest) {
        this.read = read;
        this.longest = longest;
    }

    Optional<Disk> of(Path path) throws InterruptedException {
        FutureTask<Disk> before = underWay.get(path);
        if (before != null && !before.isDone()) {
            return Optional.empty();
        }
        var task = new FutureTask<>(() -> read.of(path));
        underWay.put(path, task);
        // Not a virtual thread: it would hold its carrier for as long.
        Thread.ofPlatform().name("disk").daemon().start(task);
        try {
            Disk disk = task.get(longest.toMillis(), TimeUnit.MILLISECONDS);
            missing.remove(path);
            return Optional.of(disk);
        } catch (TimeoutException e) {
            return without(path, "it does not answer");
        } catch (ExecutionException e) {
            return without(path, e.getCause().toString());
        }
    }

    private Optional<Disk> without(Path path, String why) {
        if (missing.add(path)) {
            LOG.warnf("the file system at %s is not looked at: %s", path, why);
        }
        return Optional.empty();
    }
}
