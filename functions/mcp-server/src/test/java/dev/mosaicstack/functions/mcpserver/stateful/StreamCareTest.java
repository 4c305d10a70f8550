package dev.mosaicstack.functions.mcpserver.stateful;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.access.Role;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.mcp.McpSubscription;
import dev.mosaicstack.functions.mcpserver.McpSettings;
import dev.mosaicstack.functions.mcpserver.front.Unread;
import dev.mosaicstack.functions.mcpserver.watch.Changes;
import dev.mosaicstack.functions.mcpserver.watch.Missed;
import dev.mosaicstack.functions.mcpserver.watch.NoResources;
import dev.mosaicstack.redis.EndedMcpSessions;
import dev.mosaicstack.testkit.MovableClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StreamCareTest {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final Caller CLIENT = new Caller("t", Role.CLIENT, null, null, null);

    /** Of which the time between signs of life is asked for alone. */
    private static final McpSettings SETTINGS = (McpSettings) Proxy.newProxyInstance(
            McpSettings.class.getClassLoader(),
            new Class<?>[] {McpSettings.class},
            (self, method, given) -> Duration.ofSeconds(15));

    private final MovableClock time = new MovableClock(START);
    private final GivenRows rows = new GivenRows();
    private final Missed missed = NoResources.missed(rows);
    private final StreamCare.Upkeep upkeep = new StreamCare.Upkeep(rows, missed, time);
    private final Set<String> watched = new TreeSet<>();
    private final Changes changes = (caller, uris, subjects, listener) -> {
        watched.addAll(uris);
        return () -> watched.removeAll(uris);
    };

    @Test
    void whatChangedWhileTheDatabaseWasAwayIsLearnedLater() {
        List<McpSubscription> learned = new ArrayList<>();
        upkeep.changed(learned::add);
        rows.away(true);
        time.set(START.plusSeconds(15));
        assertThatThrownBy(() -> upkeep.changed(learned::add)).isInstanceOf(Refusal.Unavailable.class);
        rows.away(false);
        time.set(START.plusSeconds(16));
        upkeep.changed(learned::add);
        upkeep.changed(learned::add);
        assertThat(rows.askedSince())
                .containsExactly(
                        START.minusSeconds(10), START.minusSeconds(10), START.minusSeconds(10), START.plusSeconds(6));
        assertThat(learned).hasSize(3);
    }

    @Test
    void whatCouldNotBeTakenIsLookedForAgain() {
        time.set(START.plusSeconds(15));
        assertThatThrownBy(() -> upkeep.changed(each -> {
                    throw new IllegalStateException("as it is meant");
                }))
                .isInstanceOf(IllegalStateException.class);
        upkeep.changed(each -> {});
        assertThat(rows.askedSince()).containsExactly(START.minusSeconds(10), START.minusSeconds(10));
    }

    @Test
    void nobodyLooksBackToWhenNobodyWasThere() {
        time.set(START.plusSeconds(3_600));
        upkeep.nobody();
        upkeep.changed(each -> {});
        assertThat(rows.askedSince()).containsExactly(START.plusSeconds(3_590));
    }

    @Test
    void whoCannotBeToldWhatItMissedIsFoundAgain() throws Exception {
        try (var unread = new Unread()) {
            var open = new OpenSessions(changes, missed, rows, time);
            open.opened("s", CLIENT, new SseStream(unread.rc().request(), unread.context()));
            open.all().forEach(session -> session.unwatch(GivenRows.SUBSCRIPTION.uri()));
            rows.logAway(true);
            assertThatThrownBy(() -> open.changed(GivenRows.SUBSCRIPTION)).isInstanceOf(Refusal.Unavailable.class);
            assertThat(watched).isEmpty();
            rows.logAway(false);
            open.changed(GivenRows.SUBSCRIPTION);
            assertThat(watched).containsExactly(GivenRows.SUBSCRIPTION.uri());
        }
    }

    @Test
    void whatIsBeingOpenedIsToldWhatItMissedOnce() throws Exception {
        try (var unread = new Unread()) {
            var open = new OpenSessions(changes, missed, rows, time);
            rows.whenActiveAreAsked(() -> open.changed(GivenRows.SUBSCRIPTION));
            open.opened("s", CLIENT, new SseStream(unread.rc().request(), unread.context()));
            assertThat(watched).containsExactly(GivenRows.SUBSCRIPTION.uri());
            assertThat(rows.looksAtTheLog()).isEqualTo(1);
        }
    }

    @Test
    void anErrorIsNoEndOfTheRounds() {
        var redis = new GivenRedis();
        redis.failWith(new StackOverflowError("as it is meant"));
        var care = new StreamCare(
                new OpenSessions(changes, missed, rows, time),
                new EndedSessions(new EndedMcpSessions(redis.source()), time),
                upkeep,
                SETTINGS);
        care.begin();
        await().until(() -> redis.askedSince().size() > 1);
        care.stop(null);
    }
}
