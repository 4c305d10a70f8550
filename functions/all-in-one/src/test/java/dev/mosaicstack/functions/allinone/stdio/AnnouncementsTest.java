package dev.mosaicstack.functions.allinone.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class AnnouncementsTest {

    private static final int ENOUGH = 9;

    private final List<Duration> waits = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {404, 405})
    void whereThereIsNothingToHearItIsAskedOnce(int status) throws Exception {
        assertThat(listened(status)).isEqualTo(1);
        assertThat(waits).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void whoIsNotLetInAsksLessAndLess(int status) throws Exception {
        assertThat(listened(status)).isEqualTo(ENOUGH);
        assertThat(waits).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void aStreamThatEndedIsOpenedAgainSoon() throws Exception {
        assertThat(listened(200)).isEqualTo(ENOUGH);
        assertThat(waits).containsOnly(Duration.ofSeconds(1));
    }

    private int listened(int status) throws Exception {
        try (var server = new HttpAnswers(status)) {
            var upstream = new Upstream(server.endpoint());
            upstream.began(upstream.post(Line.read("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\"}")
                    .orElseThrow()));
            new Announcements(upstream, message -> {}, this::pause).listen();
            Thread.interrupted();
            return server.listened();
        }
    }

    private void pause(Duration wait) throws InterruptedException {
        waits.add(wait);
        if (waits.size() == ENOUGH) {
            throw new InterruptedException("enough");
        }
    }
}
