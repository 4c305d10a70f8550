package dev.mosaicstack.functions.allinone.redis;

import dev.mosaicstack.functions.allinone.DataFolder;
import dev.mosaicstack.functions.allinone.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * A Redis of our own in the data folder, on a free loopback port, behind a random password. It is started again, on
 * the same port, whenever it ends before {@link #close()}; it never outlives {@code close()}.
 */
public final class EmbeddedRedis implements AutoCloseable {

    private static final long RETRY_MILLIS = 1_000;

    private final RedisFolder folder;
    private final Consumer<String> say;
    private RedisProcess process;
    private volatile boolean closed;

    /**
     * @param folder exists and is ours alone
     * @param say takes one line whenever something happened that a person may want to know
     */
    public EmbeddedRedis(DataFolder data, Consumer<String> say) {
        this.folder = new RedisFolder(real(data));
        this.say = say;
    }

    private static java.nio.file.Path real(DataFolder data) {
        try {
            // Redis reports the folder it works in without symbolic links.
            return data.redis().toRealPath();
        } catch (IOException e) {
            throw new Problem("folder " + data.redis() + " cannot be used (" + DataFolder.reason(e) + ")");
        }
    }

    /**
     * Adopts the server that a killed run left in this folder, or starts one.
     *
     * @return how the application reaches it, password included
     * @throws Problem where none can be had
     */
    public synchronized String start() {
        if (closed) {
            throw new Problem(RedisProcess.UNWANTED);
        }
        RedisProcess left = RedisProcess.leftIn(folder).orElse(null);
        if (left != null) {
            say.accept("redis: took over pid " + left.handle().pid() + ", which a killed run had left");
            process = left;
        } else {
            process = startNew();
        }
        // It waits with the monitor held: a virtual one would keep its carrier from all others meanwhile.
        Thread.ofPlatform().daemon().name("embedded-redis").start(this::supervise);
        return process.access().url().full();
    }

    private RedisProcess startNew() {
        try {
            RedisProcess.killLeftover(folder);
            folder.installExecutable();
            var access = new RedisFolder.Access(freePort(), randomPassword());
            folder.writeConfiguration(access);
            return RedisProcess.start(folder, access, () -> closed);
        } catch (IOException e) {
            throw new Problem("the embedded Redis cannot be started (" + DataFolder.reason(e)
                    + "); set MOSAIC_REDIS_URL to another");
        }
    }

    private void supervise() {
        try {
            while (!closed) {
                current().awaitEnd();
                restart();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized RedisProcess current() {
        return process;
    }

    private synchronized void restart() {
        if (closed) {
            return;
        }
        say.accept("redis: pid " + process.handle().pid() + " has ended; starting it again");
        while (!closed) {
            try {
                process = RedisProcess.start(folder, process.access(), () -> closed);
                say.accept("redis: answers again, pid " + process.handle().pid());
                return;
            } catch (IOException | RuntimeException | Error e) {
                // Whatever it is: nobody else would start it.
                if (!closed) {
                    say.accept("redis: not started (" + e.getMessage() + "); trying again");
                    waitBeforeRetry();
                }
            }
        }
    }

    /** Gives the monitor up meanwhile, so that {@link #close()} need not wait for a server that cannot start. */
    private void waitBeforeRetry() {
        try {
            wait(RETRY_MILLIS);
        } catch (InterruptedException e) {
            closed = true;
            Thread.currentThread().interrupt();
        }
    }

    /** How many milliseconds it may take at most: two seconds, where the server does not answer any more. */
    @Override
    public void close() {
        closed = true;
        synchronized (this) {
            notifyAll();
            if (process != null) {
                process.stop();
            }
        }
    }

    /** Process id of the server as it is now. */
    public long pid() {
        return current().handle().pid();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String randomPassword() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
