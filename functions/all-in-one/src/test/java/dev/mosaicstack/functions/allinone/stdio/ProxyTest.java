package dev.mosaicstack.functions.allinone.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ProxyTest {

    private static final String NOTIFICATION = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n";
    private static final String REQUEST = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\"}\n";

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aNotificationThatIsNotTakenHoldsUpWhatFollowsForAMomentOnly() throws Exception {
        var out = new ByteArrayOutputStream();
        try (var server = new HttpAnswers(405)) {
            new Proxy(server.endpoint(), out, Duration.ofMillis(200))
                    .run(new ByteArrayInputStream((NOTIFICATION + REQUEST).getBytes(StandardCharsets.UTF_8)));
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"id\":7");
    }

    @Test
    void whatFailsIsOverToo() throws Exception {
        var ended = new CountDownLatch(1);
        try (var server = new HttpAnswers(405)) {
            new Exchange(Line.read(REQUEST).orElseThrow(), new Upstream(server.endpoint()), answer -> {
                        throw new IllegalStateException("a client that takes nothing; said by this test");
                    })
                    .start(ended::countDown);
            assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
