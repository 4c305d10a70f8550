package dev.mosaicstack.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class OpeningStoreTest {

    /** A database that is there, and in which nothing is. */
    private static final Store THERE = new Store() {
        @Override
        public <T> T write(Function<Tx, T> work) {
            return work.apply(null);
        }

        @Override
        public <T> T read(Function<Tx, T> work) {
            return work.apply(null);
        }
    };

    @Test
    void aServerThatAnswersIsUsedAsItIs() {
        assertThat(OpeningStore.of(Dialect.POSTGRESQL, () -> THERE)).isSameAs(THERE);
    }

    @Test
    void callsAreRefusedUntilTheServerAnswers() {
        var tries = new AtomicInteger();
        Store store = OpeningStore.of(Dialect.POSTGRESQL, () -> {
            if (tries.incrementAndGet() < 3) {
                throw new OpeningStore.NotYet("it does not answer");
            }
            return THERE;
        });
        assertThatThrownBy(() -> store.read(tx -> 1))
                .isInstanceOfSatisfying(Refusal.Unavailable.class, refusal -> assertThat(refusal.code())
                        .isEqualTo("DATABASE_UNAVAILABLE"));
        assertThatThrownBy(() -> store.write(tx -> 1)).isInstanceOf(Refusal.Unavailable.class);
        Awaitility.await("the third try")
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> store.<Integer>read(tx -> 1) == 1);
        Integer two = store.write(tx -> 2);
        assertThat(two).isEqualTo(2);
        assertThat(tries).hasValue(3);
    }

    @Test
    void anErrorIsNoEndOfAsking() {
        var tries = new AtomicInteger();
        Store store = OpeningStore.of(Dialect.POSTGRESQL, () -> {
            switch (tries.incrementAndGet()) {
                case 1 -> throw new OpeningStore.NotYet("it does not answer");
                case 2 -> throw new StackOverflowError("as it is meant");
                default -> {
                    return THERE;
                }
            }
        });
        Awaitility.await("the third try")
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> store.<Integer>read(tx -> 1) == 1);
    }

    @Test
    void aConnectionThatBreaksInTheMiddleOfAMigrationMayPassToo() {
        var broken = new IllegalStateException("a migration failed", new SQLException("gone", "08006"));
        assertThat(OpeningStore.of(Dialect.POSTGRESQL, () -> {
                    throw broken;
                }))
                .isInstanceOfSatisfying(OpeningStore.class, OpeningStore::close);
    }

    @Test
    void whatWaitingDoesNotMendEndsTheStart() {
        var password = new IllegalStateException("wrong password", new SQLException("no", "28P01"));
        assertThatThrownBy(() -> OpeningStore.of(Dialect.POSTGRESQL, () -> {
                    throw password;
                }))
                .isSameAs(password);
        var old = new IllegalStateException("too old");
        assertThatThrownBy(() -> OpeningStore.of(Dialect.MARIADB, () -> {
                    throw old;
                }))
                .isSameAs(old);
    }
}
