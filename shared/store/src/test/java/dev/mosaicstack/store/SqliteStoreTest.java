package dev.mosaicstack.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.session.Session;
import dev.mosaicstack.core.session.Sessions;
import dev.mosaicstack.core.store.StaleVersion;
import dev.mosaicstack.core.store.Tx;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SqliteStoreTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @TempDir
    Path folder;

    private final Queue<String> answered = new ConcurrentLinkedQueue<>();
    private TestDatabase database;

    @BeforeEach
    void open() {
        database = new TestDatabase(folder);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatWasWrittenIsThereAfterTheFileIsOpenedAgain() {
        Session session = aSession();
        database.store.write(insert(session));
        database.close();
        database = new TestDatabase(folder);
        assertThat(find(session.id())).isEqualTo(session);
    }

    @Test
    void aClosedStoreReadsNoMoreAndLeavesNothingOpen() {
        database.store.write(insert(aSession()));
        database.close();
        assertThatThrownBy(this::lastPosition).isInstanceOf(Refusal.Unavailable.class);
        assertThat(folder.resolve("mosaic.db-wal")).doesNotExist();
    }

    @Test
    void whoComesWhileTheLastWritesAreCommittedIsRefusedAtOnce() throws InterruptedException {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        Thread last = Thread.ofVirtual()
                .start(() -> database.store.write(tx -> {
                    begun.countDown();
                    return await(goOn);
                }));
        begun.await();
        Thread closer = Thread.ofPlatform().start(database::close);
        Awaitility.await().until(() -> closer.getState() == Thread.State.TIMED_WAITING);
        var late =
                CompletableFuture.runAsync(() -> database.store.write(insert(aSession())), Thread::startVirtualThread);
        assertThat(late)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(Refusal.Unavailable.class)
                .withMessageContaining("this process is about to stop");
        goOn.countDown();
        last.join();
        closer.join();
    }

    @Test
    void aReadThatIsUnderWayEndsBeforeTheStoreIsClosed() throws InterruptedException {
        var reads = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var read = CompletableFuture.supplyAsync(
                () -> database.store.read(tx -> {
                    reads.countDown();
                    await(goOn);
                    return tx.events().lastPosition();
                }),
                Thread::startVirtualThread);
        reads.await();
        var closed = CompletableFuture.runAsync(database::close, Thread::startVirtualThread);
        Awaitility.await()
                .untilAsserted(() -> assertThatThrownBy(this::lastPosition).isInstanceOf(Refusal.Unavailable.class));
        assertThat(closed).isNotDone();
        goOn.countDown();
        assertThat(read.join()).isZero();
        closed.join();
        assertThat(folder.resolve("mosaic.db-wal")).doesNotExist();
    }

    @Test
    void positionsFollowCommitOrderWithoutAGapAndListenersSeeThemInThatOrder() {
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 500; i++) {
                int n = i;
                workers.submit(() -> database.store.write(tx -> {
                    tx.events().append(anEvent("things/" + n));
                    if (n % 5 == 0) {
                        throw new Refusal.Conflict("NO", "every fifth is refused");
                    }
                    return null;
                }));
            }
        }
        awaitListeners();
        List<Event> stored = database.store.read(tx -> tx.events().after(0, 1000));
        assertThat(stored.stream().map(Event::position))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 400).boxed().toList());
        assertThat(List.copyOf(database.committed)).isEqualTo(stored);
    }

    /** Callers are answered before the listeners are told; the writer tells them before it takes its next work. */
    private void awaitListeners() {
        database.store.write(tx -> null);
    }

    @Test
    void beforeItIsAnsweredACallerIsToldOfItsOwnEventsAndNoOthers() {
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 200; i++) {
                String subject = "things/" + i;
                workers.submit(() -> {
                    database.store.write(tx -> {
                        tx.events().append(anEvent(subject));
                        return null;
                    });
                    assertThat(database.told.get(Thread.currentThread()))
                            .extracting(Event::subject)
                            .containsExactly(subject);
                    answered.add(subject);
                });
            }
        }
        assertThat(answered).hasSize(200);
        awaitListeners();
        assertThat(database.told.values().stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(database.committed);
    }

    @Test
    void nobodyIsToldOfWhatWasRefused() {
        assertThatThrownBy(() -> database.store.write(tx -> {
                    tx.events().append(anEvent("things/1"));
                    throw new Refusal.Conflict("NO", "refused");
                }))
                .isInstanceOf(Refusal.Conflict.class);
        assertThat(database.told).isEmpty();
    }

    @Test
    void aPieceThatFailsTakesBackItsOwnChangesAndDoesNotDisturbItsNeighbours() {
        var blocker = new CountDownLatch(1);
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            // While the first piece holds the writer, the others gather in one group.
            var first = workers.submit(() -> database.store.write(tx -> await(blocker)));
            List<CompletableFuture<String>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Session session = aSession();
                boolean fails = i % 2 == 1;
                all.add(CompletableFuture.supplyAsync(
                        () -> database.store.write(tx -> {
                            tx.sessions().insert(session);
                            if (fails) {
                                tx.sessions().insert(session);
                            }
                            return session.id();
                        }),
                        workers));
            }
            blocker.countDown();
            assertThat(first).succeedsWithin(java.time.Duration.ofSeconds(10));
            Set<Boolean> even = results(all, 0);
            Set<Boolean> odd = results(all, 1);
            assertThat(even).containsExactly(true);
            assertThat(odd).containsExactly(false);
        }
        List<Session> stored = database.store.read(
                tx -> tx.sessions().list(new Sessions.Filter(null, null, null), new Page.Ask(200, null)));
        assertThat(stored).hasSize(10);
    }

    private static Set<Boolean> results(List<CompletableFuture<String>> all, int remainder) {
        return java.util.stream.IntStream.range(0, all.size())
                .filter(i -> i % 2 == remainder)
                .mapToObj(i -> {
                    try {
                        all.get(i).join();
                        return true;
                    } catch (CompletionException e) {
                        return false;
                    }
                })
                .collect(Collectors.toSet());
    }

    @Test
    void aStaleVersionIsRunAgainAndNeverShown() {
        Session session = aSession();
        database.store.write(insert(session));
        var runs = new AtomicInteger();
        Session closed = database.store.write(tx -> {
            Session current = tx.sessions().find(session.id()).orElseThrow();
            if (runs.incrementAndGet() == 1) {
                throw new StaleVersion("session", current.id(), current.version());
            }
            return tx.sessions().update(current.close(NOW));
        });
        assertThat(runs).hasValue(2);
        assertThat(closed.version()).isEqualTo(2);
    }

    @Test
    void anUpdateWithAnOldVersionChangesNothing() {
        Session session = aSession();
        database.store.write(insert(session));
        database.store.write(tx -> tx.sessions().update(session.close(NOW)));
        assertThatThrownBy(() -> database.store.write(tx -> tx.sessions().update(session.expire(session.expiresAt()))))
                .isInstanceOf(Refusal.Unavailable.class);
        assertThat(find(session.id()).stateText()).isEqualTo("closed");
    }

    @Test
    void aTransactionInsideATransactionIsAMistakeAndIsSaidToBeOne() {
        assertThatThrownBy(() -> database.store.write(tx -> database.store.write(other -> 1)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whileAnotherProcessHoldsTheLockTheCallerIsToldToTryAgainAndNothingIsStored() throws SQLException {
        Session session = aSession();
        try (Connection other = database.open();
                Statement statement = other.createStatement()) {
            // Another process holds the writer's lock: BUSY for longer than the timeout is the same kind of fault.
            statement.execute("BEGIN IMMEDIATE");
            assertThatThrownBy(() -> database.store.write(insert(session)))
                    .isInstanceOf(Refusal.Unavailable.class)
                    .extracting(e -> ((Refusal) e).code())
                    .isEqualTo("DATABASE_UNAVAILABLE");
            statement.execute("ROLLBACK");
        }
        Optional<Session> none = database.store.read(tx -> tx.sessions().find(session.id()));
        assertThat(none).isEmpty();
        database.store.write(insert(session));
        assertThat(find(session.id())).isEqualTo(session);
    }

    @Test
    void whileTheFileCannotBeOpenedReadsAndWritesAreUnavailableAndAfterwardsTheyWork() {
        database.away.set(true);
        Session session = aSession();
        assertThatThrownBy(() -> database.store.write(insert(session))).isInstanceOf(Refusal.Unavailable.class);
        assertThatThrownBy(() -> find(session.id())).isInstanceOf(Refusal.Unavailable.class);
        database.away.set(false);
        database.store.write(insert(session));
        assertThat(find(session.id())).isEqualTo(session);
    }

    @Test
    void anErrorInOnePieceDoesNotEndTheWriter() {
        assertThatThrownBy(() -> database.store.write(tx -> {
                    throw new StackOverflowError();
                }))
                .isInstanceOf(Refusal.Unavailable.class);
        Session session = aSession();
        database.store.write(insert(session));
        assertThat(find(session.id())).isEqualTo(session);
    }

    @Test
    void aListenerThatFailsNeitherUndoesTheCommitNorEndsTheWriter() {
        database.failingListener.set(true);
        Session first = aSession();
        database.store.write(tx -> {
            tx.sessions().insert(first);
            tx.events().append(anEvent("things/1"));
            return null;
        });
        database.failingListener.set(false);
        Session second = aSession();
        database.store.write(insert(second));
        assertThat(find(first.id())).isEqualTo(first);
        assertThat(find(second.id())).isEqualTo(second);
    }

    @Test
    void aClosedStoreRefusesWritesInsteadOfKeepingThemWaiting() {
        database.store.close();
        assertThatThrownBy(() -> database.store.write(insert(aSession())))
                .isInstanceOf(Refusal.Unavailable.class)
                .extracting(e -> ((Refusal) e).code())
                .isEqualTo("SHUTTING_DOWN");
    }

    @Test
    void aFloodOfWritesIsRefusedInsteadOfFillingTheMemory() {
        var blocker = new CountDownLatch(1);
        var refused = new AtomicInteger();
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            workers.submit(() -> database.store.write(tx -> await(blocker)));
            var started = new CountDownLatch(6000);
            for (int i = 0; i < 6000; i++) {
                workers.submit(() -> {
                    started.countDown();
                    try {
                        database.store.write(Tx::events);
                    } catch (Refusal.Unavailable e) {
                        assertThat(e.code()).isEqualTo("OVERLOADED");
                        assertThat(e.retryAfter()).isPositive();
                        // The first refusal shows that the queue is full: the writer may go on.
                        refused.incrementAndGet();
                        blocker.countDown();
                    }
                });
            }
            await(blocker);
        }
        assertThat(refused).hasPositiveValue();
    }

    @Test
    void aClaimReadsItsTasksFromTheIndexInOrderWithoutSorting() throws SQLException {
        try (Connection connection = database.open();
                Statement statement = connection.createStatement();
                ResultSet plan = statement.executeQuery("""
                        EXPLAIN QUERY PLAN SELECT * FROM task WHERE session_id = 's' AND route = 'r'
                        AND state = 'queued' AND not_before <= 1 ORDER BY priority, id LIMIT 1""")) {
            assertThat(plan.next()).isTrue();
            assertThat(plan.getString("detail")).contains("USING INDEX task_claim");
            assertThat(plan.next()).as("a further step, such as a sort").isFalse();
        }
    }

    @Test
    void theLookForADuplicateUsesTheTwoIndexesThatAreMadeForIt() throws SQLException {
        try (Connection connection = database.open();
                Statement statement = connection.createStatement();
                ResultSet plan = statement.executeQuery(
                        "EXPLAIN QUERY PLAN " + DeliveryStore.FIND_ORIGINAL.replace("?", "'x'"))) {
            List<String> searches = new ArrayList<>();
            while (plan.next()) {
                if (plan.getString("detail").contains("delivery")) {
                    searches.add(plan.getString("detail"));
                }
            }
            assertThat(searches).hasSize(2);
            assertThat(searches.get(0)).contains("delivery_external (external_id=? AND source=?)");
            assertThat(searches.get(1))
                    .contains("delivery_content (source=? AND type=? AND body_hash=? AND received_at>?)");
        }
    }

    private Session find(String id) {
        return database.store.read(tx -> tx.sessions().find(id)).orElseThrow();
    }

    private static java.util.function.Function<Tx, Void> insert(Session session) {
        return tx -> {
            tx.sessions().insert(session);
            return null;
        };
    }

    private static Session aSession() {
        return new Session(
                UUID.randomUUID().toString(),
                "project",
                "client",
                new Session.State.Active(),
                NOW,
                NOW.plusSeconds(60),
                null,
                1);
    }

    private static Event anEvent(String subject) {
        return new Event(0, UUID.randomUUID().toString(), "t", "/s", subject, NOW, null, null, null, null, "{}");
    }

    private long lastPosition() {
        return database.store.read(tx -> tx.events().lastPosition());
    }

    private static Void await(CountDownLatch latch) {
        try {
            latch.await();
            return null;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
