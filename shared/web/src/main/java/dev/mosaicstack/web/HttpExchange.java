package dev.mosaicstack.web;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.access.Exchange;
import dev.mosaicstack.core.agent.SignsOfLife;
import dev.mosaicstack.core.cloudevent.BinaryMode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.store.Answer;
import dev.mosaicstack.core.store.Idempotency;
import dev.mosaicstack.core.wait.Patience;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** A call that came by HTTP. */
final class HttpExchange implements Exchange {

    private final RoutingContext rc;
    private final Call call;
    private final Caller caller;
    private final SignsOfLife signs;
    private final Instant now;
    private final Supplier<String> hash;

    /** @param hash of everything the caller sent to be done */
    HttpExchange(RoutingContext rc, Call call, Caller caller, SignsOfLife signs, Instant now, Supplier<String> hash) {
        this.rc = rc;
        this.call = call;
        this.caller = caller;
        this.signs = signs;
        this.now = now;
        this.hash = hash;
    }

    @Override
    public Caller caller() {
        return caller;
    }

    /** The key is the {@code Idempotency-Key} header; an event that makes a call is its own key. */
    @Override
    public <D, R> Answer<D, R> answer(Class<R> type, Function<D, R> present) {
        String key = rc.request().getHeader("Idempotency-Key");
        if (key == null) {
            key = EventRoute.idempotencyKey(rc);
        }
        if (key == null) {
            return Answer.of(present);
        }
        var scope = Idempotency.Scope.of("Idempotency-Key", caller, call, key);
        return Answer.once(scope, hash.get(), now, type, present);
    }

    /** Canonical hash of everything the caller sent in the body. */
    static String hash(RoutingContext rc) {
        try {
            return Json.canonicalHash(rc.body().buffer().getBytes());
        } catch (IOException e) {
            // Funqy has read the same bytes with the same reader before.
            throw new IllegalStateException("a body that was read cannot be read again", e);
        }
    }

    /** Hash of the body as it came, and of the headers that belong to an event. */
    static String hash(Edge.Raw raw) {
        var headers = new TreeMap<String, String>(Map.of("content-type", String.valueOf(raw.contentType())));
        raw.headers().values().forEach((name, value) -> {
            if (name.startsWith(BinaryMode.PREFIX)) {
                headers.put(name, value);
            }
        });
        return Json.sha256((headers + Json.sha256(raw.body())).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Patience patient(Patience patience) {
        rc.addEndHandler(ended -> patience.leave());
        if (rc.response().closed()) {
            // It left before anybody listened.
            patience.leave();
        }
        patience.whileWaiting(() -> signs.seen(caller));
        return patience;
    }
}
