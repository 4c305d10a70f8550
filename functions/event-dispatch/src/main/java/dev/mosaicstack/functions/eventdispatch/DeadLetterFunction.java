package dev.mosaicstack.functions.eventdispatch;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.dispatch.DeadLetter;
import dev.mosaicstack.core.dispatch.DeadLetters;
import dev.mosaicstack.core.dispatch.ReplayDeadLetters;
import dev.mosaicstack.core.dispatch.ReplayDeadLetters.Result;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.web.Edge;
import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** POST /dead-letter-list, /dead-letter-replay: what could not be delivered, and once more. */
public class DeadLetterFunction {

    public record ListRequest(String subscriptionId, String type, Integer limit, String cursor) {}

    /**
     * @param status HTTP status of the last answer
     * @param answer the beginning of its body
     */
    public record Item(
            String deadLetterId,
            String subscriptionId,
            String eventId,
            String type,
            String subject,
            int attempts,
            Integer status,
            String error,
            String answer,
            Instant diedAt) {

        static Item of(DeadLetter letter) {
            return new Item(
                    letter.id(),
                    letter.subscriptionId(),
                    letter.eventId(),
                    letter.type(),
                    letter.subject(),
                    letter.attempts(),
                    letter.status(),
                    letter.error(),
                    letter.answer(),
                    letter.diedAt());
        }
    }

    public record ListResponse(List<Item> items, String nextCursor) {}

    /** Ids; or a filter; or all of them. */
    public record ReplayRequest(List<String> deadLetterIds, String subscriptionId, String type, Boolean all) {}

    /**
     * @param gone that cannot be replayed, because their event is not kept any more, or their subscription is deleted
     * @param more whether there are others: call again
     */
    public record ReplayResponse(int replayed, int gone, boolean more) {}

    private static final int MOST_IDS = 100;

    private final Edge edge;
    private final ReplayDeadLetters letters;

    DeadLetterFunction(Edge edge, ReplayDeadLetters letters) {
        this.edge = edge;
        this.letters = letters;
    }

    @Funq("dead-letter-list")
    public Uni<ListResponse> list(ListRequest request) {
        return edge.call(Call.DEAD_LETTER_LIST, request, (exchange, asked) -> {
            var check = new Check();
            Page.Ask ask = Page.Ask.of(check, asked.limit(), asked.cursor());
            var filter = new DeadLetters.Filter(
                    check.optionalId("subscriptionId", asked.subscriptionId()), asked.type(), null);
            check.done();
            Page<Item> page = letters.list(filter, ask).map(Item::of);
            return new ListResponse(page.items(), page.nextCursor());
        });
    }

    @Funq("dead-letter-replay")
    public Uni<ReplayResponse> replay(ReplayRequest request) {
        return edge.call(Call.DEAD_LETTER_REPLAY, request, (exchange, asked) -> {
            var check = new Check();
            Set<String> ids = check.ids("deadLetterIds", asked.deadLetterIds(), MOST_IDS);
            String subscription = check.optionalId("subscriptionId", asked.subscriptionId());
            boolean filtered = subscription != null || asked.type() != null;
            boolean all = Boolean.TRUE.equals(asked.all());
            if (ids.isEmpty() == !(filtered || all) || all && filtered) {
                check.problem(
                        "deadLetterIds",
                        "is required, or else a filter (subscriptionId, type), or all: true; one of the three");
            }
            check.done();
            Result result = ids.isEmpty()
                    ? letters.all(new DeadLetters.Filter(subscription, asked.type(), null))
                    : letters.these(List.copyOf(ids));
            return new ReplayResponse(result.replayed(), result.gone(), result.more());
        });
    }
}
