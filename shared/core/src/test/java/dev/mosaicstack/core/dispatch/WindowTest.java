package dev.mosaicstack.core.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowTest {

    private final Window window = new Window(10);

    @Test
    void theCursorStopsBeforeTheFirstThatIsNotSettled() {
        assertThat(window.cursor()).isEqualTo(10);
        window.read(11, true);
        window.read(12, true);
        window.read(13, false);
        assertThat(window.cursor()).isEqualTo(10);
        window.settled(12);
        assertThat(window.cursor()).isEqualTo(10);
        assertThat(window.size()).isEqualTo(1);
        window.settled(11);
        assertThat(window.cursor()).isEqualTo(13);
        assertThat(window.readUpTo()).isEqualTo(13);
    }

    @Test
    void whatIsNotWantedIsSettledAtOnce() {
        window.read(11, false);
        assertThat(window.cursor()).isEqualTo(11);
        assertThat(window.size()).isZero();
    }

    @Test
    void inWhateverOrderTheyAreSettledTheCursorPassesNoneThatIsNot() {
        var random = new Random(5);
        List<Long> open = new ArrayList<>();
        for (long position = 11; position < 500; position++) {
            window.read(position, true);
            open.add(position);
        }
        Collections.shuffle(open, random);
        while (!open.isEmpty()) {
            window.settled(open.removeLast());
            long first = open.stream().mapToLong(Long::longValue).min().orElse(500);
            assertThat(window.cursor()).isEqualTo(first - 1);
        }
    }
}
