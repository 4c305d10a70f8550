package dev.mosaicstack.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosaicstack.testkit.DatabaseServer.Database;
import dev.mosaicstack.testkit.DebianPostgres;
import dev.mosaicstack.testkit.MariaDbServer;
import dev.mosaicstack.testkit.PlainRestic;
import dev.mosaicstack.testkit.Programs;
import dev.mosaicstack.testkit.Redis;
import dev.mosaicstack.testkit.RedisServer;
import dev.mosaicstack.testkit.Stack;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One policy over everything that the stack has, while all of it is written to: backed up, verified, restored and compared,
 * read by plain restic, damaged, found out, mended. The packaged artifact, real servers, real restic.
 */
@Timeout(600)
class BackupStoryTest {

    private static final String POLICY = "MOSAIC_BACKUP_POLICIES_ALL_";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private PlainRestic restic;
    private Path git;
    private Path uploads;

    @Test
    void aBackupUnderLoadIsProvenReadByPlainResticAndDamageIsFound() throws Exception {
        restic = PlainRestic.in(folder.resolve("restic")).init();
        git = aGitRepository();
        uploads = Files.createDirectories(folder.resolve("uploads"));
        for (int file = 0; file < 50; file++) {
            Files.writeString(uploads.resolve("upload-" + file), ("content of " + file + "\n").repeat(file * 100));
        }
        try (DebianPostgres postgres = DebianPostgres.start();
                MariaDbServer mariadb = MariaDbServer.start();
                RedisServer redis = RedisServer.start()) {
            Database ci = postgres.create("ci");
            Database wiki = mariadb.create("wiki");
            try (Connection toCi = connect(ci);
                    Connection toWiki = connect(wiki);
                    Redis toRedis = redis.connect()) {
                fill(toCi, "");
                fill(toWiki, " CHARACTER SET utf8mb4");
                try (Stack stack = Stack.ofItsOwn("backup-story", settings(postgres, ci, wiki, redis))) {
                    underLoad(stack, toCi, toWiki, toRedis);
                    plainResticRestoresIt();
                    damageIsFoundAndTheNextRunIsGood(stack);
                }
            }
        }
    }

    private Map<String, String> settings(DebianPostgres postgres, Database ci, Database wiki, RedisServer redis)
            throws IOException {
        Path password = Files.writeString(folder.resolve("postgres-password"), DebianPostgres.PASSWORD);
        Map<String, String> settings = new HashMap<>();
        settings.put("REPOSITORY", restic.repository().toString());
        settings.put("PASSWORD_FILE", restic.passwordFile().toString());
        settings.put("VERIFY_DATA_WITHIN_DAYS", "1");
        settings.put("SOURCES_OWN_KIND", "sqlite");
        settings.put("SOURCES_CI_KIND", "postgresql");
        settings.put("SOURCES_CI_URL", "postgresql://127.0.0.1:" + postgres.port() + "/ci");
        settings.put("SOURCES_CI_USER", ci.user());
        settings.put("SOURCES_CI_PASSWORD_FILE", password.toString());
        settings.put("SOURCES_WIKI_KIND", "mariadb");
        settings.put("SOURCES_WIKI_URL", wiki.url().replace("jdbc:", ""));
        settings.put("SOURCES_WIKI_USER", wiki.user());
        settings.put("SOURCES_CACHE_KIND", "redis");
        settings.put("SOURCES_CACHE_URL", "redis://127.0.0.1:" + redis.port());
        settings.put("SOURCES_CODE_KIND", "git");
        settings.put("SOURCES_CODE_REPOSITORY", git.toString());
        settings.put("SOURCES_UPLOADS_KIND", "files");
        settings.put("SOURCES_UPLOADS_PATHS", uploads.toString());
        Map<String, String> environment = new HashMap<>();
        settings.forEach((name, value) -> environment.put(POLICY + name, value));
        return environment;
    }

    private static Connection connect(Database database) throws Exception {
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    private static void fill(Connection connection, String options) throws Exception {
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE page (id BIGINT PRIMARY KEY, title VARCHAR(200), body TEXT)" + options);
            for (int row = 0; row < 500; row++) {
                insert(connection, -1 - row);
            }
        }
    }

    private static void insert(Connection connection, long id) throws Exception {
        try (var insert = connection.prepareStatement("INSERT INTO page VALUES (?, ?, ?)")) {
            insert.setLong(1, id);
            insert.setString(2, "it's page \"" + id + "\"\n(ä, 漢字, \\)");
            insert.setString(3, id % 7 == 0 ? null : "body ".repeat((int) Math.abs(id % 100)));
            insert.executeUpdate();
        }
    }

    private Path aGitRepository() throws IOException {
        Path repository = Files.createDirectories(folder.resolve("code"));
        git(repository, "init", "-q", "-b", "main");
        git(repository, "config", "user.email", "a@example.org");
        git(repository, "config", "user.name", "a");
        commit(repository, "first");
        return repository;
    }

    private void commit(Path repository, String message) throws IOException {
        Files.writeString(repository.resolve("file"), message);
        git(repository, "add", "file");
        git(repository, "commit", "-q", "-m", message);
    }

    private void git(Path in, String... arguments) {
        List<String> command =
                Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
        if (Programs.run(in, folder.resolve("git.log"), 1, command) != 0) {
            throw new IllegalStateException(command + " failed");
        }
    }

    private void underLoad(Stack stack, Connection ci, Connection wiki, Redis redis) throws Exception {
        try (var writers = new WritersAtWork()
                .with("ci", number -> insert(ci, number))
                .with("wiki", number -> insert(wiki, number))
                .with("redis", number -> redis.command("SET", "key-" + number, "value-" + number))
                .with("git", number -> commit(git, "commit " + number))
                .with("own", number -> stack.mosaic().aSession())) {
            List<Long> before = writers.written();
            JsonNode backup = ended(stack, "backup-run", Map.of("policy", "all"));
            assertThat(backup.path("state").asText())
                    .as(backup.toPrettyString())
                    .isEqualTo("succeeded");
            assertThat(backup.path("sources")).hasSize(6);
            List<Long> after = writers.written();
            for (int writer = 0; writer < before.size(); writer++) {
                assertThat(after.get(writer)).as("writer " + writer).isGreaterThan(before.get(writer));
            }
            good(stack, "structure");
            good(stack, "data");
            JsonNode drill = good(stack, "drill");
            for (JsonNode source : drill.path("sources")) {
                assertThat(source.path("proof").asText())
                        .as(source.toPrettyString())
                        .isNotBlank();
            }
        }
    }

    private JsonNode good(Stack stack, String kind) throws IOException {
        JsonNode run = ended(stack, "backup-verify", Map.of("policy", "all", "kind", kind));
        assertThat(run.path("state").asText()).as(run.toPrettyString()).isEqualTo("succeeded");
        return run;
    }

    private static JsonNode ended(Stack stack, String call, Map<String, ?> body) throws IOException {
        JsonNode run = JSON.readTree(
                stack.api().admin(call, body).statusCode(202).extract().asString());
        while (run.path("state").asText().matches("queued|running")) {
            Map<String, Object> wait = Map.of(
                    "runId", run.path("runId").asText(),
                    "sinceVersion", run.path("version").asLong(),
                    "waitSeconds", 30);
            run = JSON.readTree(stack.api()
                            .admin("backup-status", wait)
                            .statusCode(200)
                            .extract()
                            .asString())
                    .path("items")
                    .path(0);
        }
        return run;
    }

    /** Nothing of ours is needed: the runbook's other way. */
    private void plainResticRestoresIt() throws Exception {
        Map<String, String> newest = newestBySource();
        assertThat(newest).containsOnlyKeys("own", "ci", "wiki", "cache", "code", "uploads");
        Path restored = folder.resolve("restored");
        for (Map.Entry<String, String> snapshot : newest.entrySet()) {
            restic.run(
                    "restore",
                    snapshot.getValue(),
                    "--target",
                    restored.resolve(snapshot.getKey()).toString());
        }
        for (int file = 0; file < 50; file++) {
            Path copy = restored.resolve("uploads" + uploads.resolve("upload-" + file));
            assertThat(copy).hasSameBinaryContentAs(uploads.resolve("upload-" + file));
        }
        git(
                folder,
                "clone",
                "-q",
                onlyFile(restored.resolve("code")).toString(),
                folder.resolve("clone").toString());
        assertThat(folder.resolve("clone/file")).content().startsWith("commit ");
        try (var own = DriverManager.getConnection("jdbc:sqlite:" + onlyFile(restored.resolve("own")));
                var rows = own.createStatement().executeQuery("SELECT count(*) FROM session")) {
            assertThat(rows.getInt(1)).isPositive();
        }
        assertThat(onlyFile(restored.resolve("wiki"))).content().contains("INSERT INTO `page` VALUES");
        assertThat(onlyFile(restored.resolve("cache"))).binaryContent().startsWith("REDIS".getBytes());
        assertThat(onlyFile(restored.resolve("ci"))).binaryContent().startsWith("PGDMP".getBytes());
    }

    private Map<String, String> newestBySource() throws IOException {
        Map<String, String> newest = new HashMap<>();
        String said = restic.run("snapshots", "--json");
        for (JsonNode snapshot : JSON.readTree(said.substring(said.indexOf('[')))) {
            snapshot.path("tags").forEach(tag -> {
                if (tag.asText().startsWith("source:")) {
                    newest.put(
                            tag.asText().substring("source:".length()),
                            snapshot.path("id").asText());
                }
            });
        }
        return newest;
    }

    private static Path onlyFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }

    private void damageIsFoundAndTheNextRunIsGood(Stack stack) throws Exception {
        Path pack = largestPack();
        flipAByte(pack);
        JsonNode data = ended(stack, "backup-verify", Map.of("policy", "all", "kind", "data"));
        assertThat(data.path("state").asText()).isEqualTo("failed");
        assertThat(data.path("code").asText()).as(data.toPrettyString()).isEqualTo("REPOSITORY_DAMAGED");
        JsonNode drill = ended(stack, "backup-verify", Map.of("policy", "all", "kind", "drill"));
        assertThat(drill.path("state").asText()).as(drill.toPrettyString()).isEqualTo("failed");
        flipAByte(pack);
        assertThat(good(stack, "data").path("code").isMissingNode()).isTrue();
        JsonNode next = ended(stack, "backup-run", Map.of("policy", "all"));
        assertThat(next.path("state").asText()).as(next.toPrettyString()).isEqualTo("succeeded");
    }

    /** It holds what the databases have, in their newest snapshots. */
    private Path largestPack() throws IOException {
        try (Stream<Path> packs = Files.walk(restic.repository().resolve("data"))) {
            return packs.filter(Files::isRegularFile)
                    .max(Comparator.comparingLong(pack -> pack.toFile().length()))
                    .orElseThrow();
        }
    }

    private static void flipAByte(Path pack) throws IOException {
        assertThat(pack.toFile().setWritable(true)).isTrue();
        try (var file = new RandomAccessFile(pack.toFile(), "rw")) {
            file.seek(file.length() / 3);
            int was = file.read();
            file.seek(file.length() / 3);
            file.write(was ^ 0xff);
        }
    }
}
