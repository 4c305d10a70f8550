package dev.mosaicstack.core.subscription;

import dev.mosaicstack.core.error.Refusal;
import java.time.Instant;
import java.util.Map;

/**
 * Who gets which events.
 *
 * @param sink an http or https URL, or {@code mosaic:<consumer>} for one that is built in
 * @param secret what deliveries are signed with, {@code whsec_...}; null for a consumer that is built in
 * @param maxAttempts deliveries of one event before it is a dead letter, at least 1
 * @param rateLimit deliveries a second; null is no limit
 * @param extensions CloudEvents attributes that every delivery bears besides the event's own
 */
public record Subscription(
        String id,
        String name,
        EventFilter filter,
        String sink,
        String secret,
        Format format,
        OrderBy orderBy,
        int maxAttempts,
        Integer rateLimit,
        Map<String, String> extensions,
        State state,
        Instant createdAt,
        long version) {

    private static final String BUILT_IN = "mosaic:";

    public sealed interface State {
        record Active() implements State {}

        /** @param code stable UPPER_SNAKE name of the reason */
        record Disabled(String code, String detail, Instant at) implements State {}
    }

    /** As it is written in JSON and in the database. */
    public String stateText() {
        return switch (state) {
            case State.Active a -> "active";
            case State.Disabled d -> "disabled";
        };
    }

    public boolean active() {
        return state instanceof State.Active;
    }

    public boolean builtIn() {
        return sink.startsWith(BUILT_IN);
    }

    /** Of a sink that is built in. */
    public String consumer() {
        return sink.substring(BUILT_IN.length());
    }

    public static String sinkOf(String consumer) {
        return BUILT_IN + consumer;
    }

    /** Nothing is sent any more; one that is disabled keeps its first reason. */
    public Subscription disable(String code, String detail, Instant now) {
        return active() ? in(new State.Disabled(code, detail, now)) : this;
    }

    /** @throws Refusal.Conflict {@code SUBSCRIPTION_ACTIVE} */
    public Subscription resume() {
        if (active()) {
            throw new Refusal.Conflict("SUBSCRIPTION_ACTIVE", "subscription " + id + " is active");
        }
        return in(new State.Active());
    }

    /** To another sink; one that was disabled is active again. */
    Subscription to(String newSink, Map<String, String> newExtensions) {
        return with(newSink, newExtensions, new State.Active(), version);
    }

    /** As it is after the store has taken this change. */
    public Subscription stored() {
        return with(sink, extensions, state, version + 1);
    }

    private Subscription in(State next) {
        return with(sink, extensions, next, version);
    }

    private Subscription with(String toSink, Map<String, String> bearing, State next, long newVersion) {
        return new Subscription(
                id,
                name,
                filter,
                toSink,
                secret,
                format,
                orderBy,
                maxAttempts,
                rateLimit,
                bearing,
                next,
                createdAt,
                newVersion);
    }
}
