package dev.mosaicstack.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.mcp.McpSubscription;
import dev.mosaicstack.core.mcp.McpSubscriptions;
import dev.mosaicstack.core.retention.Keep;
import dev.mosaicstack.core.retention.Retention;
import dev.mosaicstack.core.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What MCP clients subscribed to, whatever the database. */
abstract class McpSubscriptionContract {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123Z");
    private static final String TASK = "mosaic://tasks/0197a000-0000-7000-8000-000000000001";
    private static final String LOG = TASK + "/log";

    private final Ids ids = new Ids(Clock.fixed(NOW, ZoneOffset.UTC));
    private Store store;

    /** A store on an empty database of the kind under test; closed by the subclass. */
    abstract Store emptyStore();

    @BeforeEach
    void open() {
        store = emptyStore();
    }

    @Test
    void aSessionHasWhatItSubscribedToUntilItGivesItUp() {
        subscribe("one", TASK, 7, NOW);
        subscribe("one", LOG, 8, NOW);
        subscribe("two", TASK, 9, NOW);
        assertThat(active("one")).extracting(McpSubscription::uri).containsExactly(TASK, LOG);
        assertThat(active("one")).extracting(McpSubscription::told).containsExactly(7L, 8L);
        write(subscriptions -> subscriptions.unsubscribe("one", TASK, NOW));
        write(subscriptions -> subscriptions.unsubscribe("one", "mosaic://nothing", NOW));
        assertThat(active("one")).extracting(McpSubscription::uri).containsExactly(LOG);
        assertThat(active("two")).hasSize(1);
    }

    @Test
    void subscribingTwiceIsSubscribingOnce() {
        subscribe("one", TASK, 7, NOW);
        subscribe("one", TASK, 20, NOW);
        assertThat(active("one"))
                .as("what it was not told yet is not forgotten")
                .extracting(McpSubscription::told)
                .containsExactly(7L);
    }

    @Test
    void whoSubscribesAgainIsToldFromThenOn() {
        subscribe("one", TASK, 7, NOW);
        write(subscriptions -> subscriptions.unsubscribe("one", TASK, NOW));
        subscribe("one", TASK, 20, NOW);
        assertThat(active("one")).extracting(McpSubscription::told).containsExactly(20L);
    }

    @Test
    void subscriptionsMadeAtOnceByManyProcessesAreOne() {
        var all = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.runAsync(() -> subscribe("one", TASK, i, NOW)))
                .toList();
        all.forEach(CompletableFuture::join);
        assertThat(active("one")).hasSize(1);
    }

    @Test
    void anEndedSessionHasNone() {
        subscribe("one", TASK, 7, NOW);
        subscribe("one", LOG, 7, NOW);
        subscribe("two", TASK, 7, NOW);
        write(subscriptions -> subscriptions.end("one", NOW));
        assertThat(active("one")).isEmpty();
        assertThat(active("two")).hasSize(1);
    }

    @Test
    void whatChangedIsFoundByItsTime() {
        subscribe("one", TASK, 7, NOW.minusSeconds(2));
        subscribe("one", LOG, 7, NOW.minusSeconds(1));
        subscribe("two", TASK, 7, NOW);
        assertThat(changedSince(NOW.minusSeconds(1)))
                .extracting(McpSubscription::mcpSession)
                .containsExactlyInAnyOrder("one", "two");
        write(subscriptions -> subscriptions.unsubscribe("one", TASK, NOW.plusSeconds(1)));
        List<McpSubscription> newest = changedSince(NOW.plusSeconds(1));
        assertThat(newest).extracting(McpSubscription::uri).containsExactly(TASK);
        assertThat(newest).extracting(McpSubscription::active).containsExactly(false);
    }

    @Test
    void whatWasToldNeverMovesBackwards() {
        subscribe("one", TASK, 7, NOW);
        write(subscriptions -> subscriptions.told("one", 20, NOW));
        write(subscriptions -> subscriptions.told("one", 10, NOW));
        assertThat(active("one")).extracting(McpSubscription::told).containsExactly(20L);
    }

    @Test
    void whatNobodyHearsOfIsForgottenAfterAWeek() {
        subscribe("silent", TASK, 7, NOW);
        subscribe("given up", TASK, 7, NOW);
        write(subscriptions -> subscriptions.unsubscribe("given up", TASK, NOW.plusSeconds(1)));
        subscribe("told", TASK, 7, NOW);
        write(subscriptions -> subscriptions.told("told", 7, NOW.plusSeconds(1)));
        forgetAt(NOW.plus(McpSubscriptions.KEPT_FOR));
        assertThat(changedSince(Instant.EPOCH))
                .extracting(McpSubscription::mcpSession)
                .containsExactlyInAnyOrder("given up", "told");
        forgetAt(NOW.plusSeconds(1).plus(McpSubscriptions.KEPT_FOR));
        assertThat(changedSince(Instant.EPOCH)).isEmpty();
    }

    private void forgetAt(Instant now) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        Duration month = Duration.ofDays(30);
        new Retention(
                        store,
                        new Keep(month, month, month, month, month, month, month, month, month),
                        new Recorder(ids, clock),
                        clock)
                .round(() -> false);
    }

    private void subscribe(String session, String uri, long told, Instant now) {
        String id = ids.next();
        write(subscriptions -> subscriptions.subscribe(new McpSubscription(id, session, uri, true, told), now));
    }

    private List<McpSubscription> active(String session) {
        return store.read(tx -> tx.mcpSubscriptions().active(session));
    }

    private List<McpSubscription> changedSince(Instant since) {
        return store.read(tx -> tx.mcpSubscriptions().changedSince(since));
    }

    private void write(Consumer<McpSubscriptions> work) {
        store.write(tx -> {
            work.accept(tx.mcpSubscriptions());
            return null;
        });
    }
}
