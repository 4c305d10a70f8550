package dev.mosaicstack.functions.eventdispatch;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.subscription.ManageSubscriptions;
import dev.mosaicstack.core.subscription.Start;
import dev.mosaicstack.core.subscription.Subscription;
import dev.mosaicstack.core.subscription.Subscriptions;
import dev.mosaicstack.core.subscription.Wanted;
import dev.mosaicstack.web.Edge;
import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;

/** POST /subscription-create, -list, -resume, -delete: who gets which events. */
public class SubscriptionFunction {

    /**
     * @param types patterns, {@code *} stands for any characters; at least one
     * @param subjects patterns; all where none is given, sources too
     * @param sink an http or https URL, or {@code mosaic:<consumer>}
     * @param secret {@code whsec_} and Base64 of 24 to 64 bytes; made up where none is given
     * @param format binary (default) or structured
     * @param orderBy subject (default), source, type, all or none: events that share it are delivered in order
     * @param start now (default), beginning, the id of an event, or a time
     * @param rateLimit deliveries a second
     */
    public record CreateRequest(
            String name,
            List<String> types,
            List<String> subjects,
            List<String> sources,
            String sink,
            String secret,
            String format,
            String orderBy,
            String start,
            Integer maxAttempts,
            Integer rateLimit) {}

    /** @param secret shown here and nowhere else */
    public record CreateResponse(
            String subscriptionId,
            String name,
            List<String> types,
            List<String> subjects,
            List<String> sources,
            String sink,
            String secret,
            String format,
            String orderBy,
            int maxAttempts,
            Integer rateLimit,
            String state,
            Instant createdAt,
            long version) {

        static CreateResponse of(Subscription subscription) {
            return new CreateResponse(
                    subscription.id(),
                    subscription.name(),
                    SubscriptionView.patterns(subscription.filter().types()),
                    SubscriptionView.patterns(subscription.filter().subjects()),
                    SubscriptionView.patterns(subscription.filter().sources()),
                    subscription.sink(),
                    subscription.secret(),
                    subscription.format().text(),
                    subscription.orderBy().text(),
                    subscription.maxAttempts(),
                    subscription.rateLimit(),
                    subscription.stateText(),
                    subscription.createdAt(),
                    subscription.version());
        }
    }

    public record ListRequest(String subscriptionId, String name, String state, Integer limit, String cursor) {}

    public record ListResponse(List<SubscriptionView> items, String nextCursor) {}

    /** @param start as in {@link CreateRequest}; where it stopped by default */
    public record ResumeRequest(String subscriptionId, String start) {}

    public record DeleteRequest(String subscriptionId) {}

    public record DeleteResponse(String subscriptionId, String name) {}

    private final Edge edge;
    private final ManageSubscriptions subscriptions;

    SubscriptionFunction(Edge edge, ManageSubscriptions subscriptions) {
        this.edge = edge;
        this.subscriptions = subscriptions;
    }

    @Funq("subscription-create")
    public Uni<CreateResponse> create(CreateRequest request) {
        return edge.call(
                Call.SUBSCRIPTION_CREATE,
                201,
                request,
                (exchange, asked) -> subscriptions.create(
                        exchange.caller(),
                        wanted(asked),
                        exchange.<Subscription, CreateResponse>answer(CreateResponse.class, CreateResponse::of)));
    }

    private static Wanted wanted(CreateRequest request) {
        return Wanted.of(new Wanted.Fields(
                request.name(),
                request.types(),
                request.subjects(),
                request.sources(),
                request.sink(),
                request.secret(),
                request.format(),
                request.orderBy(),
                request.start(),
                request.maxAttempts(),
                request.rateLimit()));
    }

    @Funq("subscription-list")
    public Uni<ListResponse> list(ListRequest request) {
        return edge.call(Call.SUBSCRIPTION_LIST, request, (exchange, asked) -> {
            var check = new Check();
            Page.Ask ask = Page.Ask.of(check, asked.limit(), asked.cursor());
            var filter = new Subscriptions.Filter(
                    asked.name(),
                    check.oneOf("state", asked.state(), "active", "disabled"),
                    check.optionalId("subscriptionId", asked.subscriptionId()));
            check.done();
            Page<SubscriptionView> page = subscriptions.list(filter, ask).map(SubscriptionView::of);
            return new ListResponse(page.items(), page.nextCursor());
        });
    }

    @Funq("subscription-resume")
    public Uni<SubscriptionView> resume(ResumeRequest request) {
        return edge.call(Call.SUBSCRIPTION_RESUME, request, (exchange, asked) -> {
            var check = new Check();
            String id = check.id("subscriptionId", asked.subscriptionId());
            Start start = asked.start() == null ? null : Start.of(check, asked.start());
            check.done();
            return SubscriptionView.of(subscriptions.resume(exchange.caller(), id, start));
        });
    }

    @Funq("subscription-delete")
    public Uni<DeleteResponse> delete(DeleteRequest request) {
        return edge.call(Call.SUBSCRIPTION_DELETE, request, (exchange, asked) -> {
            var check = new Check();
            String id = check.id("subscriptionId", asked.subscriptionId());
            check.done();
            Subscription deleted = subscriptions.delete(exchange.caller(), id);
            return new DeleteResponse(deleted.id(), deleted.name());
        });
    }
}
