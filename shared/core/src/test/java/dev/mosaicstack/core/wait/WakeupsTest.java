package dev.mosaicstack.core.wait;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.Timing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class WakeupsTest {

    /** Looks again so seldom that only a signal can end a wait in time. */
    private final Wakeups wakeups = new Wakeups(new Timing(null, null, null, null, Duration.ofMinutes(1)));

    @Test
    void whatIsThereAlreadyIsReturnedAtOnce() {
        assertThat(wakeups.await(List.of("t"), Patience.of(Duration.ofSeconds(9)), () -> Optional.of("there")))
                .contains("there");
        assertThat(wakeups.anyoneWaits()).isFalse();
    }

    @Test
    void withoutPatienceNobodyWaits() {
        assertThat(wakeups.await(List.of("t"), Patience.none(), Optional::empty))
                .isEmpty();
    }

    @Test
    void aSignalEndsTheWaitLongBeforeThePatienceDoes() {
        var ready = new AtomicBoolean();
        var looked = new CountDownLatch(2);
        CompletableFuture<Optional<String>> waiting = CompletableFuture.supplyAsync(
                () -> wakeups.await(List.of("t"), Patience.of(Duration.ofSeconds(9)), () -> {
                    looked.countDown();
                    return ready.get() ? Optional.of("done") : Optional.empty();
                }));
        await(looked);
        ready.set(true);
        wakeups.signal("t");
        assertThat(waiting.join()).contains("done");
    }

    @Test
    void aCallerThatLeftIsGivenNothingEvenIfThereIsSomething() {
        var patience = Patience.of(Duration.ofSeconds(9));
        patience.leave();
        var attempts = new AtomicInteger();
        assertThat(wakeups.await(List.of("t"), patience, () -> Optional.of(attempts.incrementAndGet())))
                .isEmpty();
        assertThat(attempts).hasValue(0);
    }

    @Test
    void leavingEndsTheWait() {
        var patience = Patience.of(Duration.ofSeconds(9));
        var looked = new CountDownLatch(2);
        CompletableFuture<Optional<String>> waiting =
                CompletableFuture.supplyAsync(() -> wakeups.await(List.of("t"), patience, () -> {
                    looked.countDown();
                    return Optional.<String>empty();
                }));
        await(looked);
        patience.leave();
        assertThat(waiting.join()).isEmpty();
    }

    @Test
    void drainingEndsEveryWaitAndAllowsNoNewOne() {
        var looked = new CountDownLatch(2);
        CompletableFuture<Optional<String>> waiting = CompletableFuture.supplyAsync(
                () -> wakeups.await(List.of("t"), Patience.of(Duration.ofSeconds(9)), () -> {
                    looked.countDown();
                    return Optional.<String>empty();
                }));
        await(looked);
        wakeups.drain();
        assertThat(waiting.join()).isEmpty();
        assertThat(wakeups.await(List.of("t"), Patience.of(Duration.ofSeconds(9)), Optional::empty))
                .isEmpty();
        assertThat(wakeups.anyoneWaits()).isFalse();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
