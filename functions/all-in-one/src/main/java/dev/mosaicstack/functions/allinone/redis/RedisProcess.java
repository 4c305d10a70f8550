package dev.mosaicstack.functions.allinone.redis;

import dev.mosaicstack.functions.allinone.Problem;
import dev.mosaicstack.redis.Resp;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** One life of the embedded server: started by us, or left behind by a run that was killed. */
record RedisProcess(ProcessHandle handle, RedisFolder.Access access) {

    static final String UNWANTED = "the embedded Redis is not started: this program is about to end";

    private static final Duration ANSWER = Duration.ofSeconds(1);
    private static final Duration START = Duration.ofSeconds(10);
    private static final Duration STOP = Duration.ofMillis(1_000);
    private static final long POLL_MILLIS = 5;

    /** ETXTBSY: whoever was forked while the executable was written holds it open, until its own exec a moment later. */
    private static final String BUSY = "Text file busy";

    private static final long WATCH_MILLIS = 100;

    /** The server a killed run left on this folder, if it still answers to the password and works in this folder. */
    static Optional<RedisProcess> leftIn(RedisFolder folder) {
        return folder.lastAccess().flatMap(access -> ask(access)
                .filter(answer -> answer.directory().equals(folder.path().toString()))
                .flatMap(answer -> ProcessHandle.of(answer.pid()))
                .map(handle -> new RedisProcess(handle, access)));
    }

    private record Answer(String directory, long pid) {}

    private static Optional<Answer> ask(RedisFolder.Access access) {
        try (Resp redis = access.url().open(ANSWER)) {
            String directory = redis.ask("CONFIG", "GET", "dir")
                    .lines()
                    .skip(1)
                    .findFirst()
                    .orElse("");
            long pid = RedisCheck.field(redis.ask("INFO", "server"), "process_id")
                    .map(Long::parseLong)
                    .orElse(-1L);
            return Optional.of(new Answer(directory, pid));
        } catch (IOException e) {
            // Nobody there, or somebody else.
            return Optional.empty();
        }
    }

    /** Ends a server of this folder that does not answer. Only a process that runs this folder's executable is touched. */
    static void killLeftover(RedisFolder folder) {
        folder.pid()
                .flatMap(ProcessHandle::of)
                .filter(handle -> runs(handle, folder.executable()))
                .ifPresent(handle -> {
                    handle.destroyForcibly();
                    awaitExit(handle, STOP);
                });
    }

    private static boolean runs(ProcessHandle handle, Path executable) {
        return handle.info()
                .command()
                .filter(command -> same(Path.of(command), executable))
                .isPresent();
    }

    private static boolean same(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            // An executable that is gone is not ours.
            return false;
        }
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param unwanted looked at all the time: where it is, the server is ended
     * @throws Problem where it does not, with its own last words
     */
    static RedisProcess start(RedisFolder folder, RedisFolder.Access access, BooleanSupplier unwanted)
            throws IOException {
        folder.trimLog();
        long end = System.nanoTime() + START.toNanos();
        while (true) {
            try {
                return begin(folder, access, unwanted);
            } catch (IOException | Problem e) {
                boolean busy = String.valueOf(e.getMessage()).contains(BUSY);
                if (!busy || unwanted.getAsBoolean() || System.nanoTime() > end) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static RedisProcess begin(RedisFolder folder, RedisFolder.Access access, BooleanSupplier unwanted)
            throws IOException {
        var command = new ArrayList<>(ownSession());
        command.add(folder.executable().toString());
        command.add(folder.configuration().toString());
        Process process = new ProcessBuilder(command)
                .directory(folder.path().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()))
                .start();
        process.getOutputStream().close();
        var started = new RedisProcess(process.toHandle(), access);
        try {
            started.awaitAnswer(folder, unwanted);
            return started;
        } catch (RuntimeException | Error e) {
            started.handle.destroyForcibly();
            throw e;
        }
    }

    /**
     * Ctrl-C in a terminal goes to the whole foreground group; Redis must outlive the application's last request. A
     * session of its own does that. Without either tool it stops a moment early, which costs nothing but warm caches.
     */
    private static List<String> ownSession() {
        if (onPath("setsid")) {
            return List.of("setsid");
        }
        return onPath("perl") ? List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV") : List.of();
    }

    private static boolean onPath(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        for (String folder : path.split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    private void awaitAnswer(RedisFolder folder, BooleanSupplier unwanted) {
        long end = System.nanoTime() + START.toNanos();
        while (ask(access).filter(answer -> answer.pid() == handle.pid()).isEmpty()) {
            if (unwanted.getAsBoolean()) {
                throw new Problem(UNWANTED);
            }
            if (!handle.isAlive() || System.nanoTime() > end) {
                throw new Problem("the embedded Redis does not start (" + folder.lastLogLine() + "); see "
                        + folder.log() + ", or set MOSAIC_REDIS_URL to another");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("interrupted while waiting for the embedded Redis");
        }
    }

    /** Asks it to end, and makes it end where it does not within a second. */
    void stop() {
        try (Resp redis = access.url().open(ANSWER)) {
            redis.send("SHUTDOWN", "NOSAVE");
            awaitExit(handle, STOP);
        } catch (IOException e) {
            // It does not answer; what follows needs no answer.
            handle.destroy();
        }
        if (!isGone(handle)) {
            handle.destroyForcibly();
            awaitExit(handle, STOP);
        }
    }

    /** Blocks until the server has ended. */
    void awaitEnd() throws InterruptedException {
        while (!isGone(handle)) {
            Thread.sleep(WATCH_MILLIS);
        }
    }

    private static void awaitExit(ProcessHandle handle, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (!isGone(handle) && System.nanoTime() < end) {
            pause();
        }
    }

    /**
     * Looks for itself: {@link ProcessHandle#onExit()} is slow for a process that is not our child, and what nobody
     * reaps counts as alive for ever, but has no executable any more.
     */
    private static boolean isGone(ProcessHandle handle) {
        return !handle.isAlive() || handle.info().command().isEmpty();
    }
}
