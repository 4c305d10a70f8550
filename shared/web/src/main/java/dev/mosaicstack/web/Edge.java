package dev.mosaicstack.web;

import dev.mosaicstack.core.access.Authenticate;
import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.access.Exchange;
import dev.mosaicstack.core.agent.SignsOfLife;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.trace.Trace;
import dev.mosaicstack.core.webhook.Headers;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Runs a function's work: knows who calls, whether they may, and how often. It stands around the function and not on a
 * path, so that no other route to the function goes past it. Work runs on virtual threads and may wait.
 */
@Singleton
public final class Edge {

    private static final Logger LOG = Logger.getLogger(Edge.class);

    private final CurrentVertxRequest current;
    private final Credentials credentials;
    private final SignsOfLife signs;
    private final RateLimiter limiter;
    private final ExecutorService executor;
    private final Clock clock;

    Edge(
            CurrentVertxRequest current,
            Credentials credentials,
            SignsOfLife signs,
            RateLimiter limiter,
            @VirtualThreads ExecutorService executor,
            Clock clock) {
        this.current = current;
        this.credentials = credentials;
        this.signs = signs;
        this.limiter = limiter;
        this.executor = executor;
        this.clock = clock;
    }

    /** What came in, unjudged. @param contentType null where there was none; @param trace the same */
    public record Raw(
            Headers headers,
            Map<String, String> query,
            String contentType,
            byte[] body,
            String requestId,
            Trace trace) {}

    /** A call of the role table, answered with 200. @param request what Funqy made of the body; null is refused */
    public <Q, R> Uni<R> call(Call call, Q request, BiFunction<Exchange, Q, R> work) {
        return call(call, 200, request, work);
    }

    /** A call of the role table, with a bearer token. @param status of a success */
    public <Q, R> Uni<R> call(Call call, int status, Q request, BiFunction<Exchange, Q, R> work) {
        RoutingContext rc = current.getCurrent();
        return run(rc, call.path(), () -> {
            if (request == null) {
                throw new Refusal.Invalid("MALFORMED_JSON", "the body is not a JSON object");
            }
            return answer(rc, call, status, () -> HttpExchange.hash(rc), exchange -> work.apply(exchange, request));
        });
    }

    /** A call of the role table that reads what was sent by itself: its function has no parameter. */
    public <R> Uni<R> call(Call call, int status, BiFunction<Exchange, Raw, R> work) {
        RoutingContext rc = current.getCurrent();
        return run(rc, call.path(), () -> {
            Raw raw = RawRequest.of(rc);
            R answer = answer(rc, call, status, () -> HttpExchange.hash(raw), exchange -> work.apply(exchange, raw));
            if (EventRoute.isDelivered(rc)) {
                throw new EventRoute.Delivered(status);
            }
            return answer;
        });
    }

    private <R> R answer(RoutingContext rc, Call call, int status, Supplier<String> hash, Function<Exchange, R> work) {
        Caller caller = admit(rc, call);
        signs.seen(caller);
        R answer = work.apply(new HttpExchange(rc, call, caller, signs, clock.instant(), hash));
        succeed(rc, status);
        return answer;
    }

    /** A route that is no function, with a bearer token. */
    <R> Uni<R> route(RoutingContext rc, Call call, Supplier<R> work) {
        return run(rc, call.path(), () -> {
            admit(rc, call);
            return work.get();
        });
    }

    /**
     * A route that is no call of the role table: it knows who asks, by the header alone, and what they may do is for its
     * work to judge.
     */
    public <R> Uni<R> known(RoutingContext rc, String name, Function<Caller, R> work) {
        return run(rc, name, () -> {
            Caller caller = credentials.callerByHeader(rc, true);
            limiter.take(caller.tokenId());
            signs.seen(caller);
            return work.apply(caller);
        });
    }

    /**
     * Judges again, by the header alone, who is behind a request that is still being answered. That spends none of the rate of their token:
     * it is not they who ask. It may wait.
     *
     * @throws Refusal as for a new request
     */
    public void stillKnown(RoutingContext rc) {
        signs.seen(credentials.callerByHeader(rc, true));
    }

    private Caller admit(RoutingContext rc, Call call) {
        Caller caller = credentials.caller(rc, call.report());
        limiter.take(caller.tokenId());
        Authenticate.authorize(caller, call);
        return caller;
    }

    /** A call whose sender is known by a signature that the work itself verifies; its function has no parameter. */
    public <R> Uni<R> raw(String name, int status, Function<Raw, R> work) {
        RoutingContext rc = current.getCurrent();
        return run(rc, name, () -> {
            R answer = work.apply(RawRequest.of(rc));
            succeed(rc, status);
            return answer;
        });
    }

    private <R> Uni<R> run(RoutingContext rc, String name, Supplier<R> work) {
        String requestId = RequestId.of(rc);
        Trace trace = RequestTrace.of(rc);
        CallMeter.named(rc, name);
        return Uni.createFrom().emitter(emitter -> {
            Runnable giveBack = BodyReader.hold(rc);
            executor.execute(() -> {
                MDC.put("requestId", requestId);
                if (trace != null) {
                    MDC.put("traceId", trace.traceId());
                }
                try {
                    emitter.complete(work.get());
                } catch (Refusal refusal) {
                    LOG.debugf("%s refused: %d %s", name, refusal.status(), refusal.code());
                    emitter.fail(refusal);
                } catch (RuntimeException | Error e) {
                    emitter.fail(e);
                } finally {
                    MDC.remove("requestId");
                    MDC.remove("traceId");
                    giveBack.run();
                }
            });
        });
    }

    /** Only a success has another status than Funqy's own 200; a failure after this point cannot come. */
    private static void succeed(RoutingContext rc, int status) {
        if (status != 200) {
            rc.addHeadersEndHandler(v -> rc.response().setStatusCode(status));
        }
    }
}
