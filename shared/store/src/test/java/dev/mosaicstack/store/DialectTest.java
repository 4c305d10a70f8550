package dev.mosaicstack.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.store.Dialect.Fault;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DialectTest {

    /** A crash run found it: the process was stopped in a transaction, and whoever asked got a 500. */
    @Test
    void aTransactionThatPostgresEndedForBeingIdleMayBeTriedAgain() {
        assertThat(postgres("25P03")).isEqualTo(Fault.UNAVAILABLE);
    }

    /** A crash run found it on MariaDB: the pool says so without a code of any kind. */
    @ParameterizedTest
    @EnumSource
    void noConnectionInTimeIsUnavailableOnEveryDatabase(Dialect dialect) {
        assertThat(dialect.fault(new SQLException("Sorry, acquisition timeout!")))
                .isEqualTo(Fault.UNAVAILABLE);
    }

    @Test
    void aStatementInATransactionThatHasFailedIsAMistakeOfOurs() {
        assertThat(postgres("25P02")).isEqualTo(Fault.MISTAKE);
    }

    private static Fault postgres(String state) {
        return Dialect.POSTGRESQL.fault(new SQLException("", state));
    }
}
