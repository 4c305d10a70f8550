package dev.mosaicstack.functions.backuptrigger.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.backup.Sums;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MariadbRowsTest {

    private static final String DUMP = """
            -- MariaDB dump 10.19
            CREATE TABLE `o``dd (x` (
              `a` int(11) COMMENT 'INSERT INTO `none` VALUES (1);'
            );
            CREATE TABLE `empty` (
            INSERT INTO `o``dd (x` VALUES
            (1,'it\\'s; (a\\\\'),
            (2,'line\\nINSERT INTO `x` VALUES (1)'),
            (3,''''),
            (4,_binary '\\0)('),
            (5,0x2928);
            DELIMITER ;;
            CREATE TRIGGER x BEGIN
            INSERT INTO `in a trigger` VALUES
            (1);
            END ;;
            DELIMITER ;
            INSERT INTO `cols` (`a S (`, `b```) VALUES (1,2),(3,-4.5e6);
            INSERT INTO `cols` (`a S (`, `b```) VALUES (5,NULL);
            -- Dump completed
            """;

    /** However the bytes come, since nobody knows where a buffer ends. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 100_000})
    void rowsAreCountedWhateverIsInThemAndWhereverABufferEnds(int size) {
        MariadbRows rows = counted(DUMP, size);
        assertThat(rows.completed()).isTrue();
        assertThat(rows.tables()).extracting(Sums.Table::name).containsExactly("cols", "empty", "o`dd (x");
        assertThat(rows.tables()).extracting(Sums.Table::rows).containsExactly(3L, 0L, 5L);
        assertThat(rows.tables()).isEqualTo(counted(DUMP, 50).tables());
    }

    @Test
    void theOrderOfRowsIsOfNoMeaningAndWhatIsInThemIs() {
        String sum = sum("(1,'a'),(2,'b')");
        assertThat(sum("(2,'b'),(1,'a')")).isEqualTo(sum);
        assertThat(List.of(sum("(1,'b'),(2,'a')"), sum("(1,'a'),(2,'c')"), sum("(1,'a'),(2,'b'),(2,'b')")))
                .doesNotContain(sum)
                .doesNotHaveDuplicates();
    }

    @Test
    void aDumpThatDoesNotReachItsEndIsNotComplete() {
        assertThat(counted("INSERT INTO `t` VALUES\n(1,'\n-- Dump completed\n", 10)
                        .completed())
                .isFalse();
    }

    private static String sum(String rows) {
        return counted("INSERT INTO `t` VALUES " + rows + ";\n", 1000)
                .tables()
                .getFirst()
                .sum();
    }

    private static MariadbRows counted(String dump, int size) {
        var rows = new MariadbRows();
        byte[] bytes = dump.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i += size) {
            rows.add(bytes, i, Math.min(i + size, bytes.length));
        }
        return rows;
    }
}
