package dev.mosaicstack.functions.metricsscrape.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.functions.metricsscrape.target.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatchTest {

    @Test
    void whatIsUpAgainIsSaidToHaveBeenDownWhereAndForHowLong() {
        var target = new Target("shop", "http", "shop:8080", Map.of(), Duration.ofSeconds(1), 10, List::of);
        assertThat(Watch.upAgain(target, Duration.ofMillis(75_400)))
                .isEqualTo("target shop (shop:8080) is up again, after 75 s");
    }
}
