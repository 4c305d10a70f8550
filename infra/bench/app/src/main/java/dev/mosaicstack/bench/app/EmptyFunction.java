package dev.mosaicstack.bench.app;

import io.quarkus.funqy.Funq;

/** POST /empty: what a function costs before it does anything; past the edge's filters, without a caller. */
public class EmptyFunction {

    /** Never sent: a call without any field is the cheapest. */
    public record Request(String unused) {}

    public record Response(boolean empty) {}

    @Funq("empty")
    public Response empty(Request request) {
        return new Response(true);
    }
}
