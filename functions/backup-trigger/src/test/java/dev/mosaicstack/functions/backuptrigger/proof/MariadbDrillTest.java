package dev.mosaicstack.functions.backuptrigger.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Part;
import dev.mosaicstack.core.backup.Sums;
import dev.mosaicstack.functions.backuptrigger.Rig;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.testkit.MariaDbServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MariadbDrillTest {

    private static final String FILE = "db.sql";
    private static final String USER = "keeper";
    private static final String PASSWORD = "p'w \"d\\";

    private static MariaDbServer server;
    private static String base;

    @TempDir
    Path folder;

    private Rig rig;
    private DatabaseDrill drill;

    @BeforeAll
    static void aServer() {
        server = MariaDbServer.withUser(USER, PASSWORD);
        base = "mariadb://127.0.0.1:" + server.port() + "/";
    }

    @AfterAll
    static void noServer() {
        server.close();
    }

    @BeforeEach
    void aPolicy() throws Exception {
        Files.writeString(folder.resolve("db-password"), PASSWORD);
        rig = Rig.in(folder)
                .with("sources.db.kind", "mariadb")
                .with("sources.db.user", USER)
                .with("sources.db.password-file", folder.resolve("db-password").toString());
        drill = new DatabaseDrill(rig);
    }

    @Test
    void whatIsDumpedUnderWriteLoadIsOneStateAndADrillFindsItAgain() throws Exception {
        database("odd `one` ü", ODD);
        Part part;
        try (var writer = new Writer(
                "jdbc:" + base,
                "root",
                "",
                "INSERT INTO `odd ``one`` ü`.left_side(words) VALUES ('x')",
                "INSERT INTO `odd ``one`` ü`.right_side(words) VALUES ('x')")) {
            part = drill.backUp();
            assertThat(writer.stop()).isGreaterThan(20);
        }
        assertThat(part.cause()).isNull();
        Map<String, Sums.Table> tables =
                part.sums().tables().stream().collect(Collectors.toMap(Sums.Table::name, table -> table));
        assertThat(tables.get("left_side").rows())
                .isEqualTo(tables.get("right_side").rows())
                .isGreaterThanOrEqualTo(20);
        assertThat(tables.keySet())
                .containsExactlyInAnyOrder("left_side", "right_side", "empty", "Ta`b\"le (x", "parts");
        assertThat(tables.get("Ta`b\"le (x").rows()).isEqualTo(3);
        assertThat(tables.get("parts").rows()).isEqualTo(3);

        Path dump = drill.restored(FILE);
        assertThat(dump).content(StandardCharsets.UTF_8).contains("EVENT `never`", "TRIGGER", "PROCEDURE `p`");
        String rows = String.format("%,d", part.sums().rows());
        assertThat(drill.prove(dump, part.sums())).isEqualTo("5 tables, " + rows + " rows, as dumped");
        assertThat(drill.prove(dump, null))
                .startsWith("5 tables, " + rows + " rows; ")
                .contains("not known");
        assertThat(databases()).noneMatch(name -> name.startsWith("mosaic_drill_"));
    }

    @Test
    void aDrillFindsWhatIsNotAsDumpedAndLeavesNoDatabase() throws Exception {
        database(
                "accounts",
                "CREATE TABLE a(words text)",
                "INSERT INTO a VALUES ('as it was'), (NULL)",
                "CREATE TABLE b(n int)");
        Part part = drill.backUp();
        assertThat(part.cause()).isNull();
        Path dump = drill.restored(FILE);

        assertThat(mismatch(DatabaseDrill.tampered(dump, "as it was", "as it is "), part.sums()))
                .isEqualTo("table a has other contents in its 2 rows");
        assertThat(mismatch(dump, new Sums("", 0, List.of(new Sums.Table("a", 3, "0"), new Sums.Table("c", 1, "0")))))
                .isEqualTo("table a has 2 rows instead of 3; table c is missing; table b was not dumped");
        Path half = dump.resolveSibling("half");
        Files.write(half, Arrays.copyOf(Files.readAllBytes(dump), (int) Files.size(dump) - 10));
        assertThat(mismatch(half, null)).isEqualTo("the dump ends before its time");
        assertThat(mismatch(Files.writeString(half, "CREATE TABLE no dump;\n"), part.sums()))
                .contains("ERROR 1064")
                .doesNotContain("CREATE TABLE no dump");
        assertThat(databases()).noneMatch(name -> name.startsWith("mosaic_drill_"));
    }

    @Test
    void whatAKilledDrillLeftGoesAndNothingElseDoes() throws Exception {
        database("small", "CREATE TABLE a(n int)");
        Part part = drill.backUp();
        Path dump = drill.restored(FILE);
        List.of("mosaic_drill_00000000000a", "mosaic_drill_00000000000b", "mosaic_drill_of_mine")
                .forEach(server::create);
        try (Connection alive = connect();
                var statement = alive.createStatement()) {
            statement.execute("SELECT GET_LOCK('mosaic_drill_00000000000b', 0)");
            assertThat(drill.prove(dump, part.sums())).isEqualTo("1 table, 0 rows, as dumped");
        }
        assertThat(databases().stream().filter(name -> name.startsWith("mosaic_drill_")))
                .containsExactlyInAnyOrder("mosaic_drill_00000000000b", "mosaic_drill_of_mine");
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("DROP DATABASE mosaic_drill_00000000000b");
            statement.execute("DROP DATABASE mosaic_drill_of_mine");
        }
    }

    @Test
    void aDrillThatIsToldToStopLeavesNoDatabase() throws Exception {
        database("long", "CREATE TABLE `long` AS SELECT repeat(md5(seq), 100) AS words FROM seq_1_to_10000");
        Part part = drill.backUp();
        assertThat(part.cause()).isNull();
        Failure stopped = drill.stopped(drill.restored(FILE), part.sums(), () -> databases().stream()
                .anyMatch(name -> name.startsWith("mosaic_drill_")));
        assertThat(stopped).hasMessage("told to");
        assertThat(databases()).noneMatch(name -> name.startsWith("mosaic_drill_"));
    }

    /** @return what it says */
    private String mismatch(Path dump, Sums taken) {
        Failure failure = catchThrowableOfType(Failure.class, () -> drill.prove(dump, taken));
        assertThat(failure.fault()).isEqualTo(Fault.DRILL_MISMATCH);
        return failure.getMessage();
    }

    private void database(String name, String... statements) throws SQLException {
        String quoted = "`" + name.replace("`", "``") + "`";
        server.create(quoted);
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("USE " + quoted);
            for (String each : statements) {
                statement.execute(each);
            }
        }
        rig.with(
                "sources.db.url",
                base + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"));
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:" + base, "root", "");
    }

    private static List<String> databases() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW DATABASES")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static final String[] ODD = {
        "CREATE TABLE left_side(id bigint PRIMARY KEY AUTO_INCREMENT, words text)",
        "CREATE TABLE right_side(id bigint PRIMARY KEY AUTO_INCREMENT, words text)",
        "INSERT INTO left_side(words) SELECT repeat(md5(seq), 100) FROM seq_1_to_3000",
        "INSERT INTO right_side(words) SELECT repeat(md5(seq), 100) FROM seq_1_to_3000",
        "CREATE TABLE empty(n int)",
        "CREATE TABLE parts(n int, words text) PARTITION BY LIST (n) (PARTITION a VALUES IN (1), PARTITION b VALUES IN (2))",
        "INSERT INTO parts VALUES (1, 'a'), (1, NULL), (2, 'b')",
        """
        CREATE TABLE `Ta``b"le (x` (
            `Col``umn S (` text CHARACTER SET utf8mb4, `select` longblob, f double, at timestamp NULL, bits bit(9),
            twice int AS (length(f)) VIRTUAL, place point, doc json, net inet6) COMMENT 'it''s; (\\nINSERT INTO `x` VALUES (1)'""",
        """
        INSERT INTO `Ta``b"le (x` (`Col``umn S (`, `select`, f, at, bits, place, doc, net) VALUES
            ('it''s \\\\ "),(\\n" ü \\U', x'00ff2729285c', 0.1, '2026-01-02 03:04:05', b'101', point(1, 2), '{"a": [1, null]}', '::1'),
            (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
            ('', '', -1e300, '2026-01-02', 0, NULL, '[]', '::')""",
        "UPDATE `Ta``b\"le (x` SET `Col``umn S (` = concat(`Col``umn S (`, _utf8mb4 x'F09F9880')",
        "CREATE VIEW looked AS SELECT * FROM parts",
        "CREATE TRIGGER t AFTER INSERT ON parts FOR EACH ROW BEGIN\nINSERT INTO `empty` VALUES\n(1);\nEND",
        "CREATE PROCEDURE p() BEGIN\nINSERT INTO `not a table` VALUES\n(1);\nEND",
        "CREATE EVENT never ON SCHEDULE EVERY 1 SECOND DISABLE DO DELETE FROM parts"
    };
}
