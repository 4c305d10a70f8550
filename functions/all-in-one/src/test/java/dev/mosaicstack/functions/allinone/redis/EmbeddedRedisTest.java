package dev.mosaicstack.functions.allinone.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mosaicstack.functions.allinone.DataFolder;
import dev.mosaicstack.functions.allinone.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the real server. */
class EmbeddedRedisTest {

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    @TempDir
    Path folder;

    private DataFolder data;
    private EmbeddedRedis redis;

    @BeforeEach
    void aDataFolder() throws IOException {
        data = new DataFolder(folder.toRealPath());
        data.prepare();
        redis = new EmbeddedRedis(data, said::add);
    }

    @AfterEach
    void end() {
        redis.close();
    }

    @Test
    void answersToItsPasswordOnly() {
        RedisUrl url = RedisUrl.parse(redis.start());
        assertThat(RedisCheck.look(url)).isEqualTo(new RedisCheck.Verdict.Answers("6.2.11"));
        assertThatThrownBy(() -> RedisCheck.look(RedisUrl.local(url.port(), "")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("wants a password");
        assertThatThrownBy(() -> RedisCheck.look(RedisUrl.local(url.port(), "wrong")))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("refuses user or password");
    }

    @Test
    void theFileWithThePasswordIsPrivate() throws IOException {
        redis.start();
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(data.redis().resolve("redis.conf"))))
                .isEqualTo("rw-------");
    }

    /** As a process does that was forked while the executable was written. */
    @Test
    void startsWhenNobodyHoldsItsExecutableOpenAnyMore() throws Exception {
        redis.start();
        redis.close();
        Path log = data.redis().resolve("redis.log");
        var second = new EmbeddedRedis(data, said::add);
        FileChannel held = openedForWriting(data.redis().resolve("redis-server"));
        try {
            var started = CompletableFuture.supplyAsync(second::start);
            await().until(() -> Files.readString(log).contains("Text file busy"));
            held.close();
            assertThat(RedisCheck.look(RedisUrl.parse(started.join())))
                    .isEqualTo(new RedisCheck.Verdict.Answers("6.2.11"));
        } finally {
            held.close();
            second.close();
        }
    }

    @Test
    void endsWhenItIsClosed() throws Exception {
        redis.start();
        ProcessHandle process = ProcessHandle.of(redis.pid()).orElseThrow();
        redis.close();
        process.onExit().get(5, TimeUnit.SECONDS);
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void isStartedAgainOnTheSamePortWhenItDies() throws InterruptedException {
        RedisUrl url = RedisUrl.parse(redis.start());
        ProcessHandle.of(redis.pid()).orElseThrow().destroyForcibly();
        assertThat(said.poll(10, TimeUnit.SECONDS)).contains("has ended; starting it again");
        assertThat(said.poll(10, TimeUnit.SECONDS)).contains("answers again");
        assertThat(RedisCheck.look(url)).isInstanceOf(RedisCheck.Verdict.Answers.class);
    }

    @Test
    void isClosedInTimeWhileItWaitsForAServerThatDoesNotAnswer() throws Exception {
        redis.start();
        Path pid = folder.resolve("pid");
        Path silent =
                Files.writeString(folder.resolve("silent"), "#!/bin/sh\necho $$ > %s\nexec sleep 60\n".formatted(pid));
        Files.setPosixFilePermissions(silent, PosixFilePermissions.fromString("rwx------"));
        Files.move(silent, data.redis().resolve("redis-server"), StandardCopyOption.REPLACE_EXISTING);
        ProcessHandle.of(redis.pid()).orElseThrow().destroyForcibly();
        await().until(() -> Files.exists(pid) && Files.readString(pid).endsWith("\n"));
        ProcessHandle started =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
        long began = System.nanoTime();
        redis.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        started.onExit().get(5, TimeUnit.SECONDS);
        assertThat(said).noneMatch(line -> line.contains("trying again"));
    }

    @Test
    void takesOverWhatAKilledRunLeft() throws IOException {
        RedisProcess left = aServerThatAKilledRunLeft();
        assertThat(redis.start()).isEqualTo(left.access().url().full());
        assertThat(redis.pid()).isEqualTo(left.handle().pid());
        assertThat(said)
                .anyMatch(line -> line.contains("took over pid " + left.handle().pid()));
    }

    @Test
    void replacesALeftServerThatHangs() throws Exception {
        RedisProcess left = aServerThatAKilledRunLeft();
        new ProcessBuilder("kill", "-STOP", "" + left.handle().pid()).start().waitFor();
        RedisUrl url = RedisUrl.parse(redis.start());
        assertThat(RedisCheck.look(url)).isInstanceOf(RedisCheck.Verdict.Answers.class);
        assertThat(redis.pid()).isNotEqualTo(left.handle().pid());
        left.handle().onExit().get(5, TimeUnit.SECONDS);
    }

    @Test
    void neverKillsAProcessThatOnlyHasTheNumber() throws Exception {
        Process stranger = new ProcessBuilder("cat").start();
        try {
            Files.writeString(data.redis().resolve("redis.pid"), stranger.pid() + "\n");
            redis.start();
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly().waitFor();
        }
    }

    @Test
    void leavesAForeignServerOnTheOldPortAlone() throws IOException {
        try (ServerSocket foreign = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var stale = new RedisFolder.Access(foreign.getLocalPort(), "old");
            new RedisFolder(data.redis()).writeConfiguration(stale);
            assertThat(RedisUrl.parse(redis.start()).port()).isNotEqualTo(foreign.getLocalPort());
        }
    }

    /** The kernel lets go of the executable of a process that has ended a moment after its end. */
    private static FileChannel openedForWriting(Path executable) {
        return await().ignoreExceptionsInstanceOf(FileSystemException.class)
                .until(() -> FileChannel.open(executable, StandardOpenOption.WRITE), Objects::nonNull);
    }

    private RedisProcess aServerThatAKilledRunLeft() throws IOException {
        var left = new RedisFolder(data.redis());
        left.installExecutable();
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var access = new RedisFolder.Access(port, "secret");
        left.writeConfiguration(access);
        return RedisProcess.start(left, access, () -> false);
    }
}
