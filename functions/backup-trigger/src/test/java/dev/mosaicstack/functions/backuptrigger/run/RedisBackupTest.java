package dev.mosaicstack.functions.backuptrigger.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mosaicstack.core.backup.Kind;
import dev.mosaicstack.core.backup.Part;
import dev.mosaicstack.core.backup.Sums;
import dev.mosaicstack.functions.backuptrigger.Rig;
import dev.mosaicstack.functions.backuptrigger.source.Dump;
import dev.mosaicstack.functions.backuptrigger.source.Dumps;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.testkit.Ports;
import dev.mosaicstack.testkit.Programs;
import dev.mosaicstack.testkit.Redis;
import dev.mosaicstack.testkit.RedisServer;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Timeout(60)
@Isolated("it looks at whatever is started meanwhile")
class RedisBackupTest {

    private static final String PASSWORD = "open-sesame";

    @TempDir
    Path folder;

    private RedisServer server;
    private Story story;

    @BeforeEach
    void aServer() throws Exception {
        Programs.require("redis-cli", "apt-get install redis-tools");
        Programs.require("redis-server", "apt-get install redis-server");
        server = RedisServer.start(
                folder.resolve("server"),
                PASSWORD,
                "--save",
                "",
                "--repl-diskless-sync",
                "yes",
                "--repl-diskless-sync-delay",
                "0");
        story = new Story(Rig.in(folder)
                .with("sources.cache.kind", "redis")
                .with("sources.cache.url", "redis://127.0.0.1:" + server.port())
                .with("sources.cache.password", server.password()));
        try (Redis redis = server.connect()) {
            redis.command("SET", "short", "x", "PX", "3600000");
            redis.command("SELECT", "3");
            redis.command("SET", "elsewhere", "x");
        }
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void aServerThatIsWrittenAllTheTimeComesBackWithTheKeysItHad() throws Exception {
        var written = new AtomicLong();
        var enough = new AtomicBoolean();
        var writer = CompletableFuture.runAsync(() -> {
            try (Redis redis = server.connect()) {
                while (!enough.get()) {
                    redis.command("SET", "key:" + written.incrementAndGet(), "v".repeat(200));
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        Part part;
        try {
            part = story.good();
        } finally {
            enough.set(true);
            writer.join();
        }
        Sums.Table first = part.sums().tables().getFirst();
        assertThat(part.sums().tables()).hasSize(1);
        assertThat(first.name()).isEqualTo("db0");
        assertThat(first.rows()).isBetween(2L, written.get());
        Path rdb = story.restored(part);
        byte[] good = Files.readAllBytes(rdb);
        assertThat(story.proven(rdb, part)).matches("loaded by a redis-server: 2 databases, [0-9,]+ keys, as dumped");
        byte[] bad = good.clone();
        bad[good.length / 2] ^= 1;
        Files.write(rdb, bad);
        assertThat(story.disproven(rdb, part)).isEqualTo("the restored RDB is damaged: its checksum is another");
        Files.write(rdb, Arrays.copyOf(good, good.length - 1));
        assertThat(story.disproven(rdb, part)).contains("damaged");
        Files.write(rdb, good);
        var sums = new Sums("", good.length, List.of(new Sums.Table("db0", first.rows() + 1, "")));
        Part other =
                new Part(part.source(), part.kind(), part.snapshotId(), null, null, null, null, null, sums, null, null);
        assertThat(story.disproven(rdb, other)).contains("db0 has ");
    }

    @Test
    void noSecretIsAmongTheArgumentsThatEverybodyCanRead() throws Exception {
        var enough = new AtomicBoolean();
        Set<String> seen = ConcurrentHashMap.newKeySet();
        var looker = CompletableFuture.runAsync(() -> {
            while (!enough.get()) {
                ProcessHandle.current()
                        .descendants()
                        .map(process -> process.info().commandLine().orElse(""))
                        .filter(line ->
                                !line.startsWith(folder.resolve("server").toString()))
                        .forEach(seen::add);
            }
        });
        try (Redis redis = server.connect()) {
            redis.command("CONFIG", "SET", "repl-diskless-sync-delay", "1");
            story.good();
        } finally {
            enough.set(true);
            looker.join();
        }
        assertThat(seen)
                .anyMatch(line -> line.contains("/redis-cli -h"))
                .anyMatch(line -> line.contains("/restic backup"));
        assertThat(seen).noneMatch(line -> line.contains(server.password()) || line.contains("secret"));
    }

    @Test
    void keysWhoseTimeCameSinceThenAreStillThoseThatWereDumped() throws Exception {
        Part part;
        try (Redis redis = server.connect()) {
            redis.command("DEBUG", "SET-ACTIVE-EXPIRE", "0");
            redis.command("SET", "over", "x", "PX", "1");
            part = story.good();
        }
        assertThat(part.sums().tables()).containsExactly(new Sums.Table("db0", 2, ""));
        assertThat(story.proven(story.restored(part), part)).contains("2 databases, 3 keys, as dumped");
    }

    @Test
    void whatAServerSaysThatRefusesIsTold() throws Exception {
        story.rig().with("sources.cache.password", "wrong-one");
        assertThat(story.refused("SOURCE_REFUSED"))
                .startsWith("127.0.0.1:" + server.port() + " gives no RDB: AUTH failed: WRONGPASS")
                .doesNotContain("wrong-one");
        try (Redis redis = server.connect()) {
            redis.command("ACL", "SETUSER", "reader", "on", ">reader-pass", "~*", "+get");
        }
        story.rig().with("sources.cache.user", "reader").with("sources.cache.password", "reader-pass");
        assertThat(story.refused("SOURCE_REFUSED")).contains("NOPERM").doesNotContain("reader-pass");
        story.rig().with("sources.cache.url", "redis://127.0.0.1:" + Ports.free());
        assertThat(story.refused("SOURCE_REFUSED")).contains("Connection refused");
        assertThat(story.rig().snapshots()).isEmpty();
    }

    @Test
    void anRdbThatEndsBeforeItsTimeIsNoDump() throws Exception {
        try (Redis redis = server.connect()) {
            // More than the pipes and sockets in between hold, and of what cannot be compressed.
            var random = new Random(1);
            for (int number = 0; number < 60; number++) {
                redis.command(
                        "SET",
                        "big:" + number,
                        random.ints(500_000, 33, 126)
                                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                                .toString());
            }
        }
        Work work = story.rig().work(Kind.BACKUP);
        try (Dump.Flow flow = Dumps.of(work.plan().sources().getFirst()).open(work)) {
            assertThat(flow.stream().read()).isEqualTo('R');
            server.kill();
            flow.stream().transferTo(OutputStream.nullOutputStream());
            assertThat(flow.stream().read()).isEqualTo(-1);
            Failure failure = catchThrowableOfType(Failure.class, flow::finish);
            assertThat(failure.cause().code()).isEqualTo("DUMP_FAILED");
            assertThat(failure).hasMessageStartingWith("the RDB ended before its time: ");
        }
    }
}
