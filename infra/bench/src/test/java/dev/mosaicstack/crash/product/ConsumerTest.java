package dev.mosaicstack.crash.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a consumer makes of the entries it reads; the reading itself is what a crash run does. */
class ConsumerTest {

    private final Consumer consumer = new Consumer(() -> {
        throw new IllegalStateException("nothing is read here");
    });

    @Test
    void entriesInOrderAreNoFinding() {
        consumer.note("0-0", "7-0", List.of("id", "a", "data", "{}"));
        consumer.note("7-0", "8-0", List.of("id", "b", "data", "{}"));
        var seen = consumer.seen();
        assertThat(seen.ids()).containsExactlyInAnyOrder("a", "b");
        assertThat(seen.disorder()).isEmpty();
        assertThat(seen.again()).isZero();
    }

    @Test
    void aHoleAndAStepBackAreDisorder() {
        consumer.note("5-0", "7-0", List.of("id", "a"));
        consumer.note("7-0", "6-0", List.of("id", "b"));
        assertThat(consumer.seen().disorder()).containsExactly("7-0 comes after 5-0", "6-0 comes after 7-0");
    }

    @Test
    void theSameEntryAgainIsADuplicateAndNoChange() {
        consumer.note("0-0", "1-0", List.of("id", "a", "data", "{}"));
        consumer.note("0-0", "1-0", List.of("id", "a", "data", "{}"));
        assertThat(consumer.seen().again()).isEqualTo(1);
        assertThat(consumer.seen().changed()).isEmpty();
    }

    @Test
    void anIdWithAnotherBodyIsAChange() {
        consumer.note("0-0", "1-0", List.of("id", "a", "data", "{}"));
        consumer.note("0-0", "1-0", List.of("id", "a", "data", "{ }"));
        assertThat(consumer.seen().changed()).containsExactly("a");
    }

    @Test
    void anIdIsLookedForAmongTheNamesOnly() {
        consumer.note("0-0", "1-0", List.of("subject", "id", "id", "a"));
        assertThat(consumer.seen().ids()).containsExactly("a");
    }
}
