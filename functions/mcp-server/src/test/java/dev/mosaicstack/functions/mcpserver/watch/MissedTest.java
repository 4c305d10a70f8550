package dev.mosaicstack.functions.mcpserver.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.access.Role;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.EventFeed;
import dev.mosaicstack.core.event.EventLog;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.Content;
import dev.mosaicstack.functions.mcpserver.catalog.Outcome;
import dev.mosaicstack.functions.mcpserver.catalog.Resource;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MissedTest {

    private static final Caller CLIENT = new Caller("t", Role.CLIENT, null, null, null);
    private static final Caller AGENT = new Caller("t", Role.AGENT, "s", "a", null);

    private final GivenLog log = new GivenLog();
    private final LogOnly store = new LogOnly();
    private final Missed missed = new Missed(store, List.of(new Tasks()), null);

    @Test
    void eachIsComparedWithWhereItWasTold() {
        for (String task : List.of("a", "b", "c", "a")) {
            log.add("tasks/" + task, "s");
        }
        assertThat(missed.since(CLIENT, Map.of("tasks/a", 3L, "tasks/b", 2L, "tasks/c", 1L, "tasks/d", 0L)))
                .containsExactlyInAnyOrder("tasks/a", "tasks/c");
        assertThat(missed.since(CLIENT, Map.of("tasks/a", 4L, "tasks/b", 4L))).isEmpty();
        assertThat(missed.since(CLIENT, Map.of())).isEmpty();
    }

    @Test
    void theLogIsReadOnceForAll() {
        for (int i = 0; i < 50; i++) {
            log.add("tasks/" + i, "s");
        }
        Map<String, Long> told =
                IntStream.range(0, 50).boxed().collect(Collectors.toMap(i -> "tasks/" + i, Integer::longValue));
        assertThat(missed.since(CLIENT, told)).hasSize(50);
        assertThat(store.reads).isEqualTo(1);
    }

    @Test
    void ofWhatWasCutOffAndWhatIsNoMoreEverythingMayHaveChanged() {
        for (int i = 1; i <= 3; i++) {
            log.add("tasks/a", "s");
        }
        log.forgetAll();
        assertThat(missed.since(CLIENT, Map.of("tasks/x", 2L, "tasks/y", 3L, "tasks/z", 4L)))
                .containsExactlyInAnyOrder("tasks/x", "tasks/z");
        log.add("tasks/b", "s");
        assertThat(missed.since(CLIENT, Map.of("tasks/x", 2L, "tasks/y", 3L, "tasks/z", 5L)))
                .containsExactlyInAnyOrder("tasks/x", "tasks/z");
    }

    @Test
    void whereThereIsTooMuchToLookAtEverythingMayHaveChanged() {
        for (int i = 0; i < Missed.LOOKED_AT; i++) {
            log.add("tasks/a", "s");
        }
        assertThat(missed.since(CLIENT, Map.of("tasks/b", 0L))).containsExactly("tasks/b");
        assertThat(missed.since(CLIENT, Map.of("tasks/b", 1L))).isEmpty();
    }

    @Test
    void anAgentIsNotToldOfWhatHappenedElsewhere() {
        log.add("tasks/a", "other");
        log.add("tasks/b", "s");
        assertThat(missed.since(AGENT, Map.of("tasks/a", 0L, "tasks/b", 0L))).containsExactly("tasks/b");
    }

    private static final class Tasks implements Resource {

        @Override
        public Spec spec() {
            return new Spec("{id}", "tasks", "tasks", "tasks", "application/json", null);
        }

        @Override
        public Outcome<List<Content.Contents>> read(Asked asked, String uri, String id) {
            throw new UnsupportedOperationException("who looks for what was missed reads nothing");
        }

        @Override
        public Optional<String> changedBy(Event event) {
            return Optional.of(event.subject());
        }
    }

    /** A store of which the event log alone is asked, and how often. */
    private final class LogOnly implements Store {

        private int reads;

        @Override
        public <T> T read(Function<Tx, T> work) {
            reads++;
            return work.apply(only(Tx.class, "events", only(EventLog.class, null, null)));
        }

        @Override
        public <T> T write(Function<Tx, T> work) {
            throw new UnsupportedOperationException("who looks for what was missed writes nothing");
        }

        private <T> T only(Class<T> type, String name, Object answer) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> switch (method.getName()) {
                        case "heads" -> kept((long) given[0], (int) given[1]);
                        case "lastPosition" -> log.end();
                        default -> method.getName().equals(name) ? answer : null;
                    }));
        }

        /** As the database has it: what was cut off is left out. */
        private List<Event> kept(long position, int limit) {
            try {
                return log.after(position, limit);
            } catch (EventFeed.Gone gone) {
                return log.after(log.begin(), limit);
            }
        }
    }
}
