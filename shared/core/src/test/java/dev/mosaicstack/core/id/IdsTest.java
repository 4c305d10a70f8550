package dev.mosaicstack.core.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @Test
    void idsAreVersionSevenUuidsOfTheirMillisecond() {
        UUID id = UUID.fromString(new Ids(Clock.fixed(NOW, ZoneOffset.UTC)).next());
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void idsOfOneProcessRiseEvenWithinOneMillisecondAndBeyondItsCounter() {
        var ids = new Ids(Clock.fixed(NOW, ZoneOffset.UTC));
        List<String> made = new ArrayList<>();
        IntStream.range(0, 10_000).forEach(i -> made.add(ids.next()));
        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void theFloorOfATimeLiesBelowItsIdsAndAboveEveryEarlierOne() {
        String earlier = new Ids(Clock.fixed(NOW.minusMillis(1), ZoneOffset.UTC)).next();
        String then = new Ids(Clock.fixed(NOW, ZoneOffset.UTC)).next();
        assertThat(List.of(earlier, Ids.floor(NOW), then)).isSorted();
    }
}
