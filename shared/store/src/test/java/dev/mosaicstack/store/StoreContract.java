package dev.mosaicstack.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.access.Secrets;
import dev.mosaicstack.core.access.Token;
import dev.mosaicstack.core.agent.Agent;
import dev.mosaicstack.core.agent.AgentEvents;
import dev.mosaicstack.core.agent.Agents;
import dev.mosaicstack.core.coordination.RequestEvents;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.session.EndOfSession;
import dev.mosaicstack.core.session.ManageSessions;
import dev.mosaicstack.core.session.Session;
import dev.mosaicstack.core.session.Sessions;
import dev.mosaicstack.core.store.Answer;
import dev.mosaicstack.core.store.Idempotency;
import dev.mosaicstack.core.store.StaleVersion;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import dev.mosaicstack.core.task.AssignTasks;
import dev.mosaicstack.core.task.Order;
import dev.mosaicstack.core.task.Task;
import dev.mosaicstack.core.task.TaskMoves;
import dev.mosaicstack.core.task.Tasks;
import dev.mosaicstack.core.webhook.Deliveries;
import dev.mosaicstack.core.webhook.Delivery;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a store promises, whatever the database; most of all when several write at once. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
abstract class StoreContract {

    private static final Clock CLOCK = Clock.tickMillis(java.time.ZoneOffset.UTC);
    private static final Ids IDS = new Ids(CLOCK);
    private static final Caller ADMIN = Caller.SYSTEM;

    @TempDir
    Path folder;

    private final Recorder recorder = new Recorder(IDS, CLOCK);
    private final TaskMoves moves = new TaskMoves(recorder);
    private Store store;
    private Store other;

    /** A store on an empty database of the kind under test; closed by the subclass. */
    abstract Store emptyStore();

    /** Another store on the same database, as another process would have it; where there can be one. */
    abstract Store sameDatabase();

    @BeforeEach
    void open() {
        store = emptyStore();
        other = sameDatabase();
    }

    @Test
    void whatWasWrittenIsReadByAnotherStore() {
        Session session = aSession();
        assertThat(other.<Optional<Session>>read(tx -> tx.sessions().find(session.id())))
                .contains(session);
    }

    @Test
    void aWriteThatIsRefusedLeavesNothingBehind() {
        Session session = newSession();
        assertThatThrownBy(() -> store.write(tx -> {
                    tx.sessions().insert(session);
                    tx.events().append(anEvent("sessions/" + session.id()));
                    throw new Refusal.Conflict("NO", "no");
                }))
                .isInstanceOf(Refusal.Conflict.class);
        assertThat(store.<Optional<Session>>read(tx -> tx.sessions().find(session.id())))
                .isEmpty();
        assertThat(allEvents()).isEmpty();
    }

    @Test
    void aStaleVersionIsRunAgainAndNeverShown() {
        Session session = aSession();
        var runs = new AtomicInteger();
        store.write(tx -> {
            if (runs.incrementAndGet() == 1) {
                throw new StaleVersion("session", session.id(), 1);
            }
            return tx.sessions().update(session.close(CLOCK.instant()));
        });
        assertThat(runs).hasValue(2);
        Session closed = store.read(tx -> tx.sessions().find(session.id())).orElseThrow();
        assertThat(closed.version()).isEqualTo(2);
        assertThat(closed.stateText()).isEqualTo("closed");
    }

    @Test
    void anUpdateWithAnOldVersionChangesNothing() {
        Session session = aSession();
        store.write(tx -> tx.sessions().update(session.close(CLOCK.instant())));
        assertThatThrownBy(() -> store.write(tx -> tx.sessions().update(session.expire(session.expiresAt()))))
                .isInstanceOf(Refusal.Unavailable.class);
        assertThat(store.read(tx -> tx.sessions().find(session.id()))
                        .orElseThrow()
                        .stateText())
                .isEqualTo("closed");
    }

    @Test
    void textComesBackAsItWasAndIsComparedByteByByte() {
        for (String text : List.of("Ünïcödé 🦊 日本語", "quote ' \" \\ % _", "a", "a ", "A", "tab\tline\nend")) {
            Session session = new Session(
                    IDS.next(), text, text, new Session.State.Active(), now(), now().plusSeconds(60), null, 1);
            store.write(run(tx -> tx.sessions().insert(session)));
        }
        for (String text : List.of("a", "a ", "A")) {
            List<Session> found =
                    store.read(tx -> tx.sessions().list(new Sessions.Filter(text, null, null), new Page.Ask(10, null)));
            assertThat(found).extracting(Session::project).containsExactly(text);
        }
        List<Session> all =
                store.read(tx -> tx.sessions().list(new Sessions.Filter(null, null, null), new Page.Ask(10, null)));
        assertThat(all).extracting(Session::client).contains("Ünïcödé 🦊 日本語", "quote ' \" \\ % _", "tab\tline\nend");
    }

    @Test
    void textThatNoDatabaseTakesDoesNotFailTheWrite() {
        Session session = new Session(
                IDS.next(), "nul\0half\ud800.", "c", new Session.State.Active(), now(), now().plusSeconds(60), null, 1);
        store.write(run(tx -> tx.sessions().insert(session)));
        String stored =
                store.read(tx -> tx.sessions().find(session.id())).orElseThrow().project();
        assertThat(stored).startsWith("nul").contains("half").endsWith(".");
    }

    @Test
    void agentsAreFoundByTheWholeNameOfACapability() {
        Session session = aSession();
        Agent agent = anAgent(session, "java", "c++", "a/b");
        anAgent(session, "javascript", "c");
        for (String capability : List.of("java", "c++", "a/b")) {
            assertThat(agentsThatCan(session, capability)).containsExactly(agent.id());
        }
        assertThat(agentsThatCan(session, "jav")).isEmpty();
        assertThat(agentsThatCan(session, "JAVA")).isEmpty();
    }

    @Test
    void anAgentIsBusyWhileItHoldsATask() {
        Session session = aSession();
        Agent agent = anAgent(session, "java");
        Task task = aTask(session);
        assertThat(agent(agent.id()).stateText()).isEqualTo("idle");
        store.write(tx -> tx.tasks().update(task.claim(agent.id(), now())));
        assertThat(agent(agent.id()).stateText()).isEqualTo("busy");
    }

    @Test
    void aBodyOfTwentyFiveMebibytesComesBackAsItWas() {
        byte[] body = new byte[25 * 1024 * 1024];
        new Random(1).nextBytes(body);
        Delivery delivery = store.write(tx -> deliver(tx, "ext", "hash", body));
        assertThat(store.read(tx -> tx.deliveries().find(delivery.id()))
                        .orElseThrow()
                        .body())
                .isEqualTo(body);
        List<Delivery> listed = store.read(
                tx -> tx.deliveries().list(new Deliveries.Filter(null, null, null, null), new Page.Ask(10, null)));
        assertThat(listed).singleElement().extracting(d -> d.body().length).isEqualTo(0);
    }

    @Test
    void positionsHaveNoGapAndEachSubjectsEventsAreInTheOrderOfItsVersions() throws Exception {
        List<Session> subjects = IntStream.range(0, 5).mapToObj(i -> aSession()).toList();
        all(16, i -> {
            for (int n = 0; n < 20; n++) {
                Session subject = subjects.get((i + n) % subjects.size());
                (i % 2 == 0 ? store : other).write(run(tx -> {
                    Session row = tx.sessions().find(subject.id()).orElseThrow();
                    Session changed = tx.sessions().update(row);
                    tx.events().append(anEvent("sessions/" + row.id(), "{\"version\":" + changed.version() + "}"));
                }));
                number();
            }
            return null;
        });
        List<Event> events = allEvents();
        assertThat(events.stream().map(Event::position))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 320).boxed().toList());
        for (Session subject : subjects) {
            List<String> data = events.stream()
                    .filter(event -> event.subject().equals("sessions/" + subject.id()))
                    .map(Event::data)
                    .toList();
            assertThat(data)
                    .containsExactlyElementsOf(IntStream.rangeClosed(2, data.size() + 1)
                            .mapToObj(v -> "{\"version\":" + v + "}")
                            .toList());
            assertThat(store.<List<Event>>read(tx -> tx.events().ofSubject("sessions/" + subject.id(), 500)))
                    .extracting(Event::data)
                    .isEqualTo(data);
        }
    }

    @Test
    void manyWhoClaimGetEachTaskOnce() throws Exception {
        Session session = aSession();
        for (int i = 0; i < 200; i++) {
            aTask(session);
        }
        List<List<String>> claimed = all(16, i -> {
            Agent agent = anAgent(session, "java");
            List<String> mine = new ArrayList<>();
            List<Task> got;
            do {
                got = (i % 2 == 0 ? store : other).write(tx -> claim(tx, session, agent, 1 + i % 3));
                got.forEach(task -> mine.add(task.id()));
            } while (!got.isEmpty());
            return mine;
        });
        List<String> ids = claimed.stream().flatMap(List::stream).toList();
        assertThat(ids).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void aTaskIsFreedWhenTheLastTwoItWaitsForEndAtTheSameMoment() throws Exception {
        Session session = aSession();
        Agent agent = anAgent(session, "java");
        for (int round = 0; round < 30; round++) {
            List<Task> held = List.of(held(session, agent), held(session, agent));
            Task waiting = assign(session, held.get(0).id(), held.get(1).id());
            all(2, i -> (i == 0 ? store : other)
                    .write(tx -> complete(tx, held.get(i).id())));
            assertThat(task(waiting.id()).stateText()).isEqualTo("queued");
        }
    }

    @Test
    void aTaskThatIsAssignedWhileWhatItWaitsForEndsIsNotForgotten() throws Exception {
        Session session = aSession();
        Agent agent = anAgent(session, "java");
        for (int round = 0; round < 30; round++) {
            Task held = held(session, agent);
            List<Task> both =
                    all(2, i -> i == 0 ? store.write(tx -> complete(tx, held.id())) : assign(session, held.id()));
            assertThat(task(both.get(1).id()).stateText()).isEqualTo("queued");
        }
    }

    @Test
    void nothingIsLeftOpenInASessionThatIsClosedWhileTasksAreAssigned() throws Exception {
        var sessions = new ManageSessions(
                other,
                recorder,
                new EndOfSession(moves, new RequestEvents(recorder), new AgentEvents(recorder)),
                new NoCache(),
                IDS,
                CLOCK);
        for (int round = 0; round < 20; round++) {
            Session session = aSession();
            all(4, i -> i == 0 ? sessions.close(ADMIN, session.id()) : assignUnlessClosed(session));
            List<Task> tasks = store.read(
                    tx -> tx.tasks().list(new Tasks.Filter(session.id(), null, null, null), new Page.Ask(100, null)));
            assertThat(tasks).allMatch(Task::ended);
        }
    }

    @Test
    void twinsWithOneIdempotencyKeyHaveOneEffectAndOneAnswer() throws Exception {
        for (int round = 0; round < 10; round++) {
            Session session = aSession();
            var scope = new Idempotency.Scope("token", "task-assign", "key-" + round);
            List<String> answers = all(8, i -> {
                Answer<Task, String> answer = Answer.once(scope, "hash", now(), String.class, Task::id);
                return assign(i % 2 == 0 ? store : other).assign(ADMIN, session.id(), order(), answer);
            });
            assertThat(new HashSet<>(answers)).hasSize(1);
            assertThat(store.<java.util.Map<String, Integer>>read(
                            tx -> tx.tasks().countByState(session.id())))
                    .containsEntry("queued", 1);
        }
    }

    @Test
    void anIdempotencyKeyWhoseCallWasRefusedIsFree() {
        var scope = new Idempotency.Scope("token", "call", "key");
        assertThatThrownBy(() -> store.write(tx -> {
                    assertThat(tx.idempotency().find(scope, now().minusSeconds(60)))
                            .isEmpty();
                    throw new Refusal.Conflict("NO", "no");
                }))
                .isInstanceOf(Refusal.Conflict.class);
        var kept = new Idempotency.Kept("hash", null, "{}");
        store.write(run(tx -> {
            assertThat(tx.idempotency().find(scope, now().minusSeconds(60))).isEmpty();
            tx.idempotency().keep(scope, kept, now());
        }));
        Optional<Idempotency.Kept> found = store.write(tx -> tx.idempotency().find(scope, now().minusSeconds(60)));
        assertThat(found).contains(kept);
    }

    @Test
    void aSharedKeyIsTheOneOfWhoeverCameFirst() throws Exception {
        for (int round = 0; round < 10; round++) {
            String name = "key-" + round;
            Optional<byte[]> none = store.read(tx -> tx.keys().find(name));
            assertThat(none).isEmpty();
            List<byte[]> kept = all(8, i -> (i % 2 == 0 ? store : other)
                    .write(tx -> tx.keys().keep(name, new byte[] {(byte) i, 0, -1}, now())));
            assertThat(kept).allSatisfy(key -> assertThat(key).isEqualTo(kept.getFirst()));
            Optional<byte[]> found = store.read(tx -> tx.keys().find(name));
            assertThat(found.orElseThrow()).isEqualTo(kept.getFirst());
        }
    }

    @Test
    void keysThatAreOldAreForgottenAFewAtATime() {
        Instant old = now().minusSeconds(100);
        for (int i = 0; i < 7; i++) {
            var scope = new Idempotency.Scope("token", "call", "key-" + i);
            int n = i;
            store.write(run(tx ->
                    tx.idempotency().keep(scope, new Idempotency.Kept("h", null, "{}"), old.plusSeconds(n * 10L))));
        }
        Instant before = old.plusSeconds(45);
        assertThat(store.<Integer>write(tx -> tx.idempotency().forget(before, 3)))
                .isEqualTo(3);
        assertThat(store.<Integer>write(tx -> tx.idempotency().forget(before, 3)))
                .isEqualTo(2);
        assertThat(store.<Integer>write(tx -> tx.idempotency().forget(before, 3)))
                .isZero();
    }

    @Test
    void theSameWebhookTwiceAtTheSameMomentIsOneOriginalAndOneDuplicate() throws Exception {
        for (int round = 0; round < 20; round++) {
            String content = "content-" + round;
            List<Delivery> both = all(4, i -> (i % 2 == 0 ? store : other)
                    .write(tx -> deliver(tx, content + "/" + Math.max(1, i), content, new byte[] {1})));
            assertThat(both.stream().filter(d -> d.duplicateOf() == null)).hasSize(1);
            assertThat(both.stream().map(Delivery::eventId).collect(Collectors.toSet()))
                    .hasSize(1);
        }
    }

    @Test
    void aDeliveryIsPublishedOnceItsEventHasAPositionThatTheStreamHasReached() {
        Delivery delivery = store.write(tx -> deliver(tx, "ext", "hash", new byte[0]));
        if (store.read(tx -> tx.events().unnumbered())) {
            assertThat(delivery(delivery.id()).stateText(Long.MAX_VALUE - 1)).isEqualTo("accepted");
        }
        number();
        assertThat(delivery(delivery.id()).stateText(0)).isEqualTo("accepted");
        assertThat(delivery(delivery.id()).stateText(1)).isEqualTo("published");
    }

    private Delivery delivery(String id) {
        return store.read(tx -> tx.deliveries().find(id)).orElseThrow();
    }

    @Test
    void anyNumberOfFirstStartsMakeOneAdministrator() throws Exception {
        all(6, i -> {
            new AdminToken(i % 2 == 0 ? store : other, new Secrets(), CLOCK).ensure(Optional.of("secret"), folder);
            return null;
        });
        List<Token> tokens = store.read(tx -> tx.tokens().list(new Page.Ask(10, null)));
        assertThat(tokens).singleElement().extracting(Token::id).isEqualTo(AdminToken.ID);
    }

    @Test
    void pagesFollowEachOtherWithoutAGap() {
        Session session = aSession();
        List<String> made =
                IntStream.range(0, 7).mapToObj(i -> aTask(session).id()).toList();
        List<String> seen = new ArrayList<>();
        String before = null;
        do {
            var ask = new Page.Ask(3, before);
            List<Task> rows = store.read(tx -> tx.tasks().list(new Tasks.Filter(session.id(), null, null, null), ask));
            rows.stream().limit(3).forEach(task -> seen.add(task.id()));
            before = rows.size() > 3 ? rows.get(2).id() : null;
        } while (before != null);
        assertThat(seen).containsExactlyElementsOf(made.reversed());
    }

    // ---- what the cases are made of

    private interface Part<T> {
        T run(int number) throws Exception;
    }

    /** Runs all parts at the same moment; a part that fails fails the test. */
    static <T> List<T> all(int count, Part<T> part) throws Exception {
        var barrier = new CyclicBarrier(count);
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> parts = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                Callable<T> task = () -> {
                    barrier.await();
                    return part.run(number);
                };
                parts.add(workers.submit(task));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> result : parts) {
                results.add(result.get());
            }
            return results;
        }
    }

    private static java.util.function.Function<Tx, Void> run(java.util.function.Consumer<Tx> work) {
        return tx -> {
            work.accept(tx);
            return null;
        };
    }

    private static Instant now() {
        return CLOCK.instant();
    }

    private Session newSession() {
        return new Session(IDS.next(), "p", "c", new Session.State.Active(), now(), now().plusSeconds(600), null, 1);
    }

    private Session aSession() {
        Session session = newSession();
        store.write(run(tx -> tx.sessions().insert(session)));
        return session;
    }

    private Agent anAgent(Session session, String... capabilities) {
        var agent = new Agent(
                IDS.next(),
                session.id(),
                "a",
                "r",
                Set.of(capabilities),
                null,
                new Agent.State.Live(),
                now(),
                now(),
                false,
                1);
        store.write(run(tx -> tx.agents().insert(agent)));
        return agent;
    }

    private Agent agent(String id) {
        return store.read(tx -> tx.agents().find(id)).orElseThrow();
    }

    private List<String> agentsThatCan(Session session, String capability) {
        return store
                .read(tx -> tx.agents().list(new Agents.Filter(session.id(), null, capability), new Page.Ask(10, null)))
                .stream()
                .map(Agent::id)
                .toList();
    }

    private static Order order(String... dependsOn) {
        return new Order("t", null, null, "java", 5, Set.of(dependsOn), null, 3, Duration.ofSeconds(60));
    }

    private AssignTasks assign(Store where) {
        return new AssignTasks(where, moves, IDS, CLOCK);
    }

    private Task assign(Session session, String... dependsOn) {
        return assign(other).assign(ADMIN, session.id(), order(dependsOn), Answer.of(task -> task));
    }

    private Task aTask(Session session) {
        return assign(store).assign(ADMIN, session.id(), order(), Answer.of(task -> task));
    }

    private Task assignUnlessClosed(Session session) {
        try {
            return aTask(session);
        } catch (Refusal.Conflict closed) {
            assertThat(closed.code()).isEqualTo("SESSION_CLOSED");
            return null;
        }
    }

    private Task held(Session session, Agent agent) {
        Task task = aTask(session);
        return store.write(tx -> tx.tasks().update(task.claim(agent.id(), now())));
    }

    private Task task(String id) {
        return store.read(tx -> tx.tasks().find(id)).orElseThrow();
    }

    private Task complete(Tx tx, String id) {
        Task task = tx.tasks().find(id).orElseThrow();
        var report = new Task.Report(task.agentId(), task.fence());
        return moves.store(tx, ADMIN, task.complete(report, TextNode.valueOf("done"), now()));
    }

    private List<Task> claim(Tx tx, Session session, Agent agent, int max) {
        return tx.tasks().claimable(session.id(), agent.audiences(Set.of()), now(), max).stream()
                .map(task -> moves.store(tx, ADMIN, task.claim(agent.id(), now()), "claimed"))
                .toList();
    }

    final Delivery deliver(Tx tx, String externalId, String hash, byte[] body) {
        var first = new Delivery(
                IDS.next(),
                "default",
                externalId,
                "gitea",
                "push",
                "t",
                hash,
                "application/json",
                body,
                now(),
                IDS.next(),
                0,
                null);
        tx.deliveries().alone(first);
        Optional<Deliveries.Original> original = tx.deliveries().original(first, now().minusSeconds(60));
        Delivery delivery = original.map(first::duplicateOf).orElse(first);
        tx.deliveries().insert(delivery);
        if (original.isEmpty()) {
            tx.events()
                    .append(new Event(
                            0, delivery.eventId(), "t", "/s", "repos/a", now(), null, null, null, null, "{}"));
        }
        return delivery;
    }

    private static Event anEvent(String subject) {
        return anEvent(subject, "{}");
    }

    @Test
    void largeEventsAreReadFewAtOnceAndNoneIsLeftOut() {
        String large = '"' + "x".repeat(1_500_000) + '"';
        for (int i = 1; i <= 7; i++) {
            Event event = anEvent("large/" + i, large);
            store.write(tx -> {
                tx.events().append(event);
                return null;
            });
        }
        number();
        List<Event> first = eventsAfter(0);
        assertThat(first).extracting(Event::position).containsExactly(1L, 2L, 3L);
        assertThat(eventsAfter(3)).extracting(Event::position).containsExactly(4L, 5L, 6L);
        assertThat(eventsAfter(6)).extracting(Event::subject).containsExactly("large/7");
        List<Event> heads = store.read(tx -> tx.events().heads(0, 1000));
        assertThat(heads).hasSize(7).allMatch(event -> event.data() == null);
        assertThat(heads.getFirst())
                .usingRecursiveComparison()
                .ignoringFields("data")
                .isEqualTo(first.getFirst());
        List<Event> one = store.read(tx -> tx.events().heads(5, 1));
        assertThat(one).extracting(Event::position).containsExactly(6L);
    }

    private List<Event> eventsAfter(long position) {
        return store.read(tx -> tx.events().after(position, 1000));
    }

    private static Event anEvent(String subject, String data) {
        return new Event(0, IDS.next(), "t", "/mosaic", subject, now(), null, null, null, null, data);
    }

    private void number() {
        while (store.read(tx -> tx.events().unnumbered())) {
            store.write(tx -> tx.events().number(7));
        }
    }

    private List<Event> allEvents() {
        number();
        return eventsAfter(0);
    }
}
