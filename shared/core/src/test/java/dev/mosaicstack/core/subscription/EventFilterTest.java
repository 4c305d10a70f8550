package dev.mosaicstack.core.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.event.Event;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventFilterTest {

    private static final Event EVENT = new Event(
            1,
            "id",
            "dev.mosaicstack.git.push",
            "/mosaic",
            "repos/acme/app",
            Instant.EPOCH,
            null,
            null,
            null,
            null,
            "{}");

    private static boolean matches(List<String> types, List<String> subjects, List<String> sources) {
        return new EventFilter(globs(types), globs(subjects), globs(sources)).matches(EVENT);
    }

    private static List<Glob> globs(List<String> patterns) {
        return Stream.of(patterns).flatMap(List::stream).map(Glob::new).toList();
    }

    @Test
    void oneOfTheTypesIsEnough() {
        assertThat(matches(List.of("x", "*.push"), List.of(), List.of())).isTrue();
        assertThat(matches(List.of("x", "y"), List.of(), List.of())).isFalse();
        assertThat(EventFilter.ALL.matches(EVENT)).isTrue();
    }

    @Test
    void whatIsAskedForOfSubjectAndSourceMustBeTrueAsWell() {
        assertThat(matches(List.of("*"), List.of("repos/acme/*"), List.of("/mosaic")))
                .isTrue();
        assertThat(matches(List.of("*"), List.of("tasks/*"), List.of())).isFalse();
        assertThat(matches(List.of("*"), List.of(), List.of("/other"))).isFalse();
        assertThat(matches(List.of("x"), List.of("repos/*"), List.of("/mosaic")))
                .isFalse();
    }
}
