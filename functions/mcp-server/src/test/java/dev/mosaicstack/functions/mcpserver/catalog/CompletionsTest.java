package dev.mosaicstack.functions.mcpserver.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.access.Role;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionsTest {

    private static final Caller CLIENT = new Caller("t", Role.CLIENT, null, null, null);
    private static final Caller LIMITED = new Caller("t", Role.CLIENT, null, null, null, Set.of(Call.SESSION_GET));

    private int found = 3;
    private final Completions completions = new Completions(new Catalog(
            List.of(),
            List.of(new Kind("mosaic://tasks/{id}", Call.TASK_GET), new Kind("mosaic://events/recent", null)),
            List.of(new Work()),
            List.of()));

    @Test
    void whatBeginsSoIsProposed() {
        assertThat(complete(CLIENT, "ref/prompt", "work", "agent", "a"))
                .isEqualTo(new Completions.Values(List.of("a0", "a1", "a2"), false));
        assertThat(complete(CLIENT, "ref/resource", "mosaic://tasks/{id}", "id", "b"))
                .isEqualTo(new Completions.Values(List.of("b0", "b1", "b2"), false));
    }

    @ParameterizedTest
    @CsvSource({"99, 99, false", "100, 100, false", "101, 100, true"})
    void thereAreMoreWhereMoreThanAHundredWereFound(int there, int shown, boolean more) {
        found = there;
        for (String ref : List.of("prompt", "resource")) {
            var values = (Completions.Values)
                    (ref.equals("prompt")
                            ? complete(CLIENT, "ref/prompt", "work", "agent", "")
                            : complete(CLIENT, "ref/resource", "mosaic://tasks/{id}", "id", ""));
            assertThat(values.values()).hasSize(shown);
            assertThat(values.json().at("/completion/hasMore").booleanValue()).isEqualTo(more);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ref/prompt, work, agents, argument",
        "ref/prompt, rest, agent, ref",
        "ref/resource, mosaic://tasks/{id}, task, argument",
        "ref/resource, mosaic://events/recent, id, argument",
        "ref/resource, mosaic://no/{id}, id, ref",
        "ref/tool, task_get, id, ref"
    })
    void whatIsNotThereIsWrong(String type, String name, String argument, String field) {
        assertThat(complete(CLIENT, type, name, argument, ""))
                .isInstanceOfSatisfying(Completions.Wrong.class, wrong -> assertThat(wrong.field())
                        .isEqualTo(field));
    }

    @Test
    void whatTheCallerMayNotReadIsNotThere() {
        assertThat(complete(LIMITED, "ref/resource", "mosaic://tasks/{id}", "id", ""))
                .isInstanceOf(Completions.Wrong.class);
    }

    @Test
    void anArgumentIsANameAndWhatWasTyped() {
        JsonNode params = Json.STRICT.valueToTree(
                Map.of("ref", Map.of("type", "ref/prompt", "name", "work"), "argument", Map.of("name", "agent")));
        assertThat(completions.complete(CLIENT, params)).isInstanceOf(Completions.Wrong.class);
    }

    private Completions.Answer complete(Caller caller, String type, String name, String argument, String begin) {
        return completions.complete(
                caller,
                Json.STRICT.valueToTree(Map.of(
                        "ref", Map.of("type", type, "name", name, "uri", name),
                        "argument", Map.of("name", argument, "value", begin))));
    }

    private List<String> found(String begin) {
        return IntStream.range(0, found).mapToObj(i -> begin + i).toList();
    }

    private final class Work implements Prompt {

        @Override
        public Spec spec() {
            return new Spec("work", "work", "work", List.of(new Argument("agent", "agent", true)));
        }

        @Override
        public Outcome<List<Message>> get(Asked asked) {
            throw new UnsupportedOperationException("completions get no prompt");
        }

        @Override
        public List<String> complete(Caller caller, String argument, String begin) {
            return found(begin);
        }
    }

    private final class Kind implements Resource {

        private final Spec spec;

        Kind(String uri, Call call) {
            this.spec = new Spec(uri, uri, uri, uri, "application/json", call);
        }

        @Override
        public Spec spec() {
            return spec;
        }

        @Override
        public Outcome<List<Content.Contents>> read(Asked asked, String uri, String id) {
            throw new UnsupportedOperationException("completions read nothing");
        }

        @Override
        public Optional<String> changedBy(Event event) {
            throw new UnsupportedOperationException("completions follow no changes");
        }

        @Override
        public List<String> complete(Caller caller, String begin) {
            return found(begin);
        }
    }
}
