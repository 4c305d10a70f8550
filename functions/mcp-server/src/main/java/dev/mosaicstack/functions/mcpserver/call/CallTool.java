package dev.mosaicstack.functions.mcpserver.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.access.Authenticate;
import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.access.Exchange;
import dev.mosaicstack.core.json.BadJson;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.Outcome;
import dev.mosaicstack.functions.mcpserver.catalog.Tool;
import dev.mosaicstack.functions.mcpserver.catalog.ToolResult;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A tool that makes one call of the role table: its arguments are what the call takes over HTTP, its answer what that gives. */
public abstract class CallTool<Q, R> implements Tool {

    private final Spec spec;
    private final Class<Q> request;
    private final Exchanges exchanges;
    private final BiFunction<Exchange, Q, R> work;
    private final Function<R, String> say;

    /**
     * What a tool is made of.
     *
     * @param name null where it is the call's, with {@code _} for {@code -}
     * @param request the record that its arguments become; its input schema
     * @param response the record of its structured answer; its output schema
     * @param say the same in a sentence or a few lines
     */
    public record Made<Q, R>(
            String name,
            Call call,
            Hints hints,
            String title,
            String description,
            Class<Q> request,
            Class<R> response,
            BiFunction<Exchange, Q, R> work,
            Function<R, String> say) {

        public Made(
                Call call,
                Hints hints,
                String title,
                String description,
                Class<Q> request,
                Class<R> response,
                BiFunction<Exchange, Q, R> work,
                Function<R, String> say) {
            this(null, call, hints, title, description, request, response, work, say);
        }
    }

    protected CallTool(Exchanges exchanges, Made<Q, R> made) {
        this.exchanges = exchanges;
        this.request = made.request();
        this.work = made.work();
        this.say = made.say();
        this.spec = new Spec(
                made.name() == null ? made.call().path().replace('-', '_') : made.name(),
                made.title(),
                made.description(),
                made.call(),
                made.hints(),
                Schemas.ofArguments(made.request(), made.hints() == Hints.ADDS),
                Schemas.ofAnswer(made.response()));
    }

    @Override
    public final Spec spec() {
        return spec;
    }

    @Override
    public Outcome<ToolResult> call(Asked asked) {
        return Outcome.done(result(with(asked, work)));
    }

    /** Makes the call as it is made over HTTP, or another with the same rights and arguments. */
    protected final <A> A with(Asked asked, BiFunction<Exchange, Q, A> work) {
        Authenticate.authorize(asked.caller(), spec.call());
        ObjectNode arguments = asked.arguments().deepCopy();
        JsonNode key = spec.hints() == Hints.ADDS ? arguments.remove(Schemas.IDEMPOTENCY_KEY) : null;
        return work.apply(exchanges.of(asked, spec.call(), key, arguments), read(arguments));
    }

    protected final ToolResult result(R answer) {
        return ToolResult.of(say.apply(answer), Json.STRICT.valueToTree(answer));
    }

    private Q read(ObjectNode arguments) {
        try {
            return Json.STRICT.treeToValue(arguments, request);
        } catch (JsonProcessingException e) {
            throw BadJson.explain(e);
        }
    }
}
