package dev.mosaicstack.functions.backuptrigger.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Part;
import dev.mosaicstack.core.backup.Sums;
import dev.mosaicstack.functions.backuptrigger.Rig;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.testkit.DatabaseServer.Database;
import dev.mosaicstack.testkit.DebianPostgres;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresqlDrillTest {

    private static final String FILE = "db.pgdump";

    private static DebianPostgres server;

    @TempDir
    Path folder;

    private Rig rig;
    private DatabaseDrill drill;

    @BeforeAll
    static void aServer() {
        server = DebianPostgres.start();
    }

    @AfterAll
    static void noServer() {
        server.close();
    }

    @BeforeEach
    void aPolicy() throws Exception {
        Files.writeString(folder.resolve("db-password"), DebianPostgres.PASSWORD);
        rig = Rig.in(folder)
                .with("sources.db.kind", "postgresql")
                .with("sources.db.user", DebianPostgres.USER)
                .with("sources.db.password-file", folder.resolve("db-password").toString());
        drill = new DatabaseDrill(rig);
    }

    @Test
    void whatIsDumpedUnderWriteLoadIsOneStateAndADrillFindsItAgain() throws Exception {
        Database database = database("Odd \"one\" = ü", ODD);
        Part part;
        try (var writer = new Writer(
                database.url(),
                database.user(),
                database.password(),
                "INSERT INTO left_side(words) VALUES ('x')",
                "INSERT INTO right_side(words) VALUES ('x')")) {
            part = drill.backUp();
            assertThat(writer.stop()).isGreaterThan(20);
        }
        assertThat(part.cause()).isNull();
        Map<String, Sums.Table> tables =
                part.sums().tables().stream().collect(Collectors.toMap(Sums.Table::name, t -> t));
        assertThat(tables.get("public.left_side").rows())
                .isEqualTo(tables.get("public.right_side").rows())
                .isGreaterThanOrEqualTo(20);
        assertThat(tables.keySet())
                .containsExactlyInAnyOrder(
                        "public.left_side",
                        "public.right_side",
                        "public.empty",
                        "public.no_columns",
                        "public.parts_a",
                        "public.parts_b",
                        "public.parent",
                        "public.child",
                        "\"Mixed \"\"Schema\".\"Ta\"\"ble.x\"",
                        "large objects");
        assertThat(tables.get("public.parts_a").rows()).isEqualTo(2);
        assertThat(tables.get("public.parent").rows()).isEqualTo(1);

        Path dump = drill.restored(FILE);
        String rows = String.format("%,d", part.sums().rows());
        assertThat(drill.prove(dump, part.sums())).isEqualTo("10 tables, " + rows + " rows, as dumped");
        assertThat(drill.prove(dump, null))
                .startsWith("10 tables, " + rows + " rows; ")
                .contains("not known");
        assertThat(databases()).noneMatch(name -> name.startsWith("mosaic_drill_"));
    }

    @Test
    void aDrillFindsWhatIsNotAsDumpedAndLeavesNoDatabase() throws Exception {
        database(
                "accounts",
                "CREATE TABLE a(words text)",
                "INSERT INTO a VALUES ('as it was'), (NULL)",
                "CREATE TABLE b()");
        Part part = drill.backUp();
        assertThat(part.cause()).isNull();
        Path dump = drill.restored(FILE);

        Failure changed = mismatch(DatabaseDrill.tampered(dump, "as it was", "as it is "), part.sums());
        assertThat(changed.fault()).isEqualTo(Fault.DRILL_MISMATCH);
        assertThat(changed).hasMessage("table public.a has other contents in its 2 rows");
        Failure lost = mismatch(
                dump, new Sums("", 0, List.of(new Sums.Table("public.a", 3, "0"), new Sums.Table("public.c", 1, "0"))));
        assertThat(lost)
                .hasMessage("table public.a has 2 rows instead of 3; table public.c is missing;"
                        + " table public.b was not dumped");
        Path half = dump.resolveSibling("half");
        Files.write(half, java.util.Arrays.copyOf(Files.readAllBytes(dump), (int) Files.size(dump) - 200));
        assertThat(mismatch(half, part.sums()).fault()).isEqualTo(Fault.DRILL_MISMATCH);
        assertThat(mismatch(Files.writeString(half, "no archive"), part.sums()).fault())
                .isEqualTo(Fault.DRILL_MISMATCH);
        assertThat(databases()).noneMatch(name -> name.startsWith("mosaic_drill_"));
    }

    @Test
    void whatAKilledDrillLeftGoesAndNothingElseDoes() throws Exception {
        database("small", "CREATE TABLE a(n int)");
        Part part = drill.backUp();
        Path dump = drill.restored(FILE);
        server.create("mosaic_drill_00000000000a");
        server.create("mosaic_drill_00000000000b");
        server.create("mosaic_drill_of_mine");
        try (Connection alive = admin();
                var statement = alive.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(hashtextextended('mosaic_drill_00000000000b', 0))");
            assertThat(drill.prove(dump, part.sums())).isEqualTo("1 table, 0 rows, as dumped");
        }
        assertThat(databases().stream().filter(name -> name.startsWith("mosaic_drill_")))
                .containsExactlyInAnyOrder("mosaic_drill_00000000000b", "mosaic_drill_of_mine");
        try (Connection admin = admin();
                var statement = admin.createStatement()) {
            statement.execute("DROP DATABASE mosaic_drill_00000000000b");
            statement.execute("DROP DATABASE mosaic_drill_of_mine");
        }
    }

    @Test
    void aDatabaseWithNothingInItIsABackupToo() throws Exception {
        database("empty");
        Part part = drill.backUp();
        assertThat(part.cause()).isNull();
        assertThat(drill.prove(drill.restored(FILE), part.sums())).isEqualTo("0 tables, 0 rows, as dumped");
    }

    @Test
    void aDrillThatIsToldToStopLeavesNoDatabase() throws Exception {
        database(
                "long",
                "CREATE TABLE long AS SELECT repeat(md5(i::text), 100) AS words FROM generate_series(1, 10000) i");
        Part part = drill.backUp();
        assertThat(part.cause()).isNull();
        Failure stopped = drill.stopped(drill.restored(FILE), part.sums(), () -> databases().stream()
                .anyMatch(name -> name.startsWith("mosaic_drill_")));
        assertThat(stopped).hasMessage("told to");
        assertThat(databases()).noneMatch(name -> name.startsWith("mosaic_drill_"));
    }

    private Failure mismatch(Path dump, Sums taken) {
        return catchThrowableOfType(Failure.class, () -> drill.prove(dump, taken));
    }

    private Database database(String name, String... statements) throws SQLException {
        Database database = server.create(name);
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
        rig.with(
                "sources.db.url",
                "postgresql://127.0.0.1:" + server.port() + "/"
                        + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"));
        return database;
    }

    private static Connection admin() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres",
                DebianPostgres.USER,
                DebianPostgres.PASSWORD);
    }

    private static List<String> databases() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection admin = admin();
                var statement = admin.createStatement();
                var rows = statement.executeQuery("SELECT datname FROM pg_database")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** The inherited column of the child comes last there, and first where it is restored. */
    private static final String[] ODD = {
        "CREATE TABLE left_side(id bigserial PRIMARY KEY, words text)",
        "CREATE TABLE right_side(id bigserial PRIMARY KEY, words text)",
        "INSERT INTO left_side(words) SELECT repeat(md5(i::text), 100) FROM generate_series(1, 3000) i",
        "INSERT INTO right_side(words) SELECT repeat(md5(i::text), 100) FROM generate_series(1, 3000) i",
        "CREATE TABLE empty(n int)",
        "CREATE TABLE no_columns()",
        "INSERT INTO no_columns DEFAULT VALUES",
        "CREATE TABLE parts(n int, words text) PARTITION BY LIST (n)",
        "CREATE TABLE parts_a PARTITION OF parts FOR VALUES IN (1)",
        "CREATE TABLE parts_b PARTITION OF parts FOR VALUES IN (2)",
        "INSERT INTO parts VALUES (1, 'a'), (1, NULL), (2, 'b')",
        "CREATE TABLE parent(n int)",
        "CREATE TABLE child(own int, n int)",
        "ALTER TABLE child INHERIT parent",
        "ALTER TABLE parent ADD COLUMN later text DEFAULT 'l'",
        "ALTER TABLE child ADD COLUMN last text DEFAULT 'z'",
        "INSERT INTO parent VALUES (1)",
        "INSERT INTO child VALUES (1, 2)",
        "CREATE SCHEMA \"Mixed \"\"Schema\"",
        """
        CREATE TABLE "Mixed ""Schema"."Ta""ble.x" (
            "Col""umn" text, select_ int, "select" bytea, f float8, at timestamptz DEFAULT '2026-01-02 03:04:05+06',
            twice int GENERATED ALWAYS AS (select_ * 2) STORED, gone int, cash money, doc jsonb, list text[])""",
        "ALTER TABLE \"Mixed \"\"Schema\".\"Ta\"\"ble.x\" DROP COLUMN gone",
        """
        INSERT INTO "Mixed ""Schema"."Ta""ble.x" VALUES
            (E'it''s "\\n\\\\ \\u00fc \\U0001F600', 1, '\\x00ff27', 0.1, '2026-01-02', DEFAULT, '1.50', '{"a": [1, null]}', '{a,NULL,"b c"}'),
            (NULL, NULL, NULL, 'NaN', NULL, DEFAULT, NULL, NULL, NULL),
            ('', -1, '', '-Infinity', 'infinity', DEFAULT, 0, '[]', '{}')""",
        "CREATE MATERIALIZED VIEW seen AS SELECT * FROM parts",
        "CREATE VIEW looked AS SELECT * FROM parts",
        "SELECT lo_from_bytea(0, '\\x00010203')",
        "CREATE UNLOGGED TABLE IF NOT EXISTS empty(n int)"
    };
}
