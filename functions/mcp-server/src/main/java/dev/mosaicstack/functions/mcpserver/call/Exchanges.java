package dev.mosaicstack.functions.mcpserver.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.access.Exchange;
import dev.mosaicstack.core.agent.SignsOfLife;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.store.Answer;
import dev.mosaicstack.core.store.Idempotency;
import dev.mosaicstack.core.wait.Patience;
import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.function.Function;

/** Makes calls of the role table out of tool calls. */
@Singleton
public final class Exchanges {

    private final SignsOfLife signs;
    private final Clock clock;

    Exchanges(SignsOfLife signs, Clock clock) {
        this.signs = signs;
        this.clock = clock;
    }

    /** @param key by which a repeat is known; null for none */
    Exchange of(Asked asked, Call call, JsonNode key, ObjectNode arguments) {
        return new McpExchange(asked, call, key, arguments);
    }

    private final class McpExchange implements Exchange {

        private final Asked asked;
        private final Call call;
        private final JsonNode key;
        private final ObjectNode arguments;

        McpExchange(Asked asked, Call call, JsonNode key, ObjectNode arguments) {
            this.asked = asked;
            this.call = call;
            this.key = key;
            this.arguments = arguments;
        }

        @Override
        public Caller caller() {
            return asked.caller();
        }

        @Override
        public <D, R> Answer<D, R> answer(Class<R> type, Function<D, R> present) {
            if (key == null || key.isNull()) {
                return Answer.of(present);
            }
            var scope = Idempotency.Scope.of(Schemas.IDEMPOTENCY_KEY, caller(), call, key.textValue());
            return Answer.once(scope, Json.canonicalHash(arguments), clock.instant(), type, present);
        }

        @Override
        public Patience patient(Patience patience) {
            asked.onCancel(patience::leave);
            var waited = new Waited(asked, clock);
            patience.whileWaiting(() -> {
                signs.seen(caller());
                waited.tell();
            });
            return patience;
        }
    }
}
