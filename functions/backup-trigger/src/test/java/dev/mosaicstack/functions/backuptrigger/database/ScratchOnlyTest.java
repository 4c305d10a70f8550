package dev.mosaicstack.functions.backuptrigger.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScratchOnlyTest {

    private static final String DUMP = """
            CREATE TABLE `t` (
            ALTER DATABASE `original` CHARACTER SET latin1 ;
            DELIMITER ;;
            CREATE PROCEDURE `p`() BEGIN
            -- Dumping events for database 'of a comment in a program'
            ALTER DATABASE `in a program` CHARACTER SET latin1;
            END ;;
            DELIMITER ;
            --
            -- Dumping events for database 'original'
            --
            DELIMITER ;;
            CREATE EVENT `e` ON SCHEDULE EVERY 1 DAY DO
            -- Dumping routines for database 'in a program'
            DELETE FROM t;;
            DELIMITER ;

            --
            -- Dumping routines for database 'original'
            --
            CREATE PROCEDURE `q`() SELECT 1 -- a line that is longer than what is looked at of a line
            last line""";

    private static final String PASSED = """
            CREATE TABLE `t` (
            DELIMITER ;;
            CREATE PROCEDURE `p`() BEGIN
            -- Dumping events for database 'of a comment in a program'
            ALTER DATABASE `in a program` CHARACTER SET latin1;
            END ;;
            DELIMITER ;
            --
            -- Dumping routines for database 'original'
            --
            CREATE PROCEDURE `q`() SELECT 1 -- a line that is longer than what is looked at of a line
            last line""";

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 47, 48, 49, 100_000})
    void eventsAndWhatNamesTheOriginalAreLeftOut(int size) throws IOException {
        var passed = new ByteArrayOutputStream();
        byte[] bytes = DUMP.getBytes(StandardCharsets.UTF_8);
        try (var filter = new ScratchOnly(passed)) {
            for (int i = 0; i < bytes.length; i += size) {
                filter.write(bytes, i, Math.min(size, bytes.length - i));
            }
        }
        assertThat(passed.toString(StandardCharsets.UTF_8)).isEqualTo(PASSED);
    }
}
