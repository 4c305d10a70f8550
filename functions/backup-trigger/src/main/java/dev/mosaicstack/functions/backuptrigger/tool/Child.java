package dev.mosaicstack.functions.backuptrigger.tool;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A program that was started. What it says on standard error is kept, the last of it. */
public final class Child implements AutoCloseable {

    /** How much of standard error is kept, in bytes. */
    private static final int KEPT = 64 * 1024;

    /** How long a program may take to end once it was asked to. */
    private static final long GRACE_SECONDS = 5;

    private final String name;
    private final Process process;
    private final Consumer<Child> onEnd;
    private final StringBuilder said = new StringBuilder();
    private final Thread listener;

    Child(String program, Process process, Consumer<Child> onEnd) {
        this.name = Path.of(program).getFileName().toString();
        this.process = process;
        this.onEnd = onEnd;
        this.listener = Thread.ofPlatform().daemon().name("stderr of " + name).start(this::listen);
    }

    private void listen() {
        byte[] buffer = new byte[4096];
        try (InputStream errors = process.getErrorStream()) {
            for (int read = errors.read(buffer); read >= 0; read = errors.read(buffer)) {
                keep(new String(buffer, 0, read, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            // It was killed.
        }
    }

    private synchronized void keep(String text) {
        said.append(text);
        if (said.length() > KEPT) {
            said.delete(0, said.length() - KEPT);
        }
    }

    /** The program's name, without its folder. */
    public String name() {
        return name;
    }

    public InputStream out() {
        return process.getInputStream();
    }

    public OutputStream in() {
        return process.getOutputStream();
    }

    /** All that it said on standard error so far, the last of it where it was much. */
    public synchronized String said() {
        return said.toString();
    }

    /** The last lines of {@link #said}, as one line. */
    public String lastWords() {
        var lines = said().lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return String.join("; ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }

    /** Waits until it has ended and all it said was heard. @return its exit code */
    public int ended() {
        try {
            int code = process.waitFor();
            listener.join(TimeUnit.SECONDS.toMillis(GRACE_SECONDS));
            return code;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
            return -1;
        } finally {
            onEnd.accept(this);
        }
    }

    /** Asks it and what it has started to end, and ends them where they do not. */
    public void kill() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        } finally {
            onEnd.accept(this);
        }
    }

    /**
     * Ends it at once and for sure: it finds no time to take the end of its input for the end of the data. It may leave a
     * lock behind.
     */
    public void killNow() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        onEnd.accept(this);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Nothing happens where it has ended. */
    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
        onEnd.accept(this);
    }
}
