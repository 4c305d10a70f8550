package dev.mosaicstack.functions.backuptrigger.tool;

import dev.mosaicstack.core.backup.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Starts the programs of one run, and ends all of them when the run is told to stop. */
public final class Programs {

    private final Set<Child> running = ConcurrentHashMap.newKeySet();
    private final Set<Runnable> onStop = ConcurrentHashMap.newKeySet();
    private volatile Failure stopped;

    /**
     * @param environment added to our own; an empty value removes a variable
     * @param folder where it starts; null for ours
     * @throws Failure where it does not start, or the run was told to stop
     */
    public Child start(List<String> command, Map<String, String> environment, Path folder) throws Failure {
        return start(new ProcessBuilder(command), environment, folder);
    }

    /** As {@link #start}; its output is dropped: a service that it starts may keep that open for as long as it likes. */
    public Child silently(List<String> command, Map<String, String> environment) throws Failure {
        return start(new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD), environment, null);
    }

    private Child start(ProcessBuilder builder, Map<String, String> environment, Path folder) throws Failure {
        mustGoOn();
        if (folder != null) {
            builder.directory(folder.toFile());
        }
        Environments.apply(builder.environment(), environment);
        try {
            var child = new Child(builder.command().getFirst(), builder.start(), running::remove);
            running.add(child);
            if (stopped != null) {
                child.kill();
            }
            return child;
        } catch (IOException e) {
            throw new Failure(
                    Fault.TOOL_MISSING, "cannot start " + builder.command().getFirst() + ": " + e.getMessage());
        }
    }

    /** Ends what runs; nothing starts any more. @param why what {@link #mustGoOn} says from now on */
    public void stop(Failure why) {
        stopped = why;
        onStop.forEach(Runnable::run);
        running.forEach(Child::kill);
    }

    /**
     * For what waits for something that is no program of ours.
     *
     * @param wake MUST be quick and not throw; called at once where the run was told to stop already
     */
    public <T> T waiting(Runnable wake, Waiting<T> work) throws Failure {
        onStop.add(wake);
        try {
            if (stopped != null) {
                wake.run();
            }
            return work.done();
        } catch (Failure failure) {
            throw reasonOf(failure);
        } finally {
            onStop.remove(wake);
        }
    }

    /** Does something that starts programs, and ends those where it takes too long. @param why it has failed then */
    public <T> T within(Duration longest, Failure why, Waiting<T> work) throws Failure {
        Thread limit = Thread.ofVirtual().start(() -> {
            if (!Pause.interrupted(longest)) {
                stop(why);
            }
        });
        try {
            return work.done();
        } finally {
            limit.interrupt();
        }
    }

    /** Work that may wait for long. */
    public interface Waiting<T> {
        T done() throws Failure;
    }

    /** For loops that start no program. */
    public boolean stopped() {
        return stopped != null;
    }

    /** Why something failed: what was ended has words of its own, and they are not the reason. */
    public Failure reasonOf(Failure failure) {
        return stopped == null ? failure : stopped;
    }

    /** @throws Failure why the run was told to stop, where it was */
    public void mustGoOn() throws Failure {
        if (stopped != null) {
            throw stopped;
        }
    }
}
