package dev.mosaicstack.functions.allinone.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.jackson.runtime.JacksonRecorder;
import io.quarkus.runtime.shutdown.ShutdownListener;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromptShutdownTest {

    @Test
    void leavesOutTheListenerOfJacksonOnly() {
        var another = new ShutdownListener() {};
        assertThat(PromptShutdown.withoutTheOneThatIsNeverDone(
                        List.of(new JacksonRecorder().clearCachesOnShutdown(), another)))
                .containsExactly(another);
    }
}
