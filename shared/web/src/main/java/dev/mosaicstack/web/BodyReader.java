package dev.mosaicstack.web;

import dev.mosaicstack.core.error.Refusal;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;

/**
 * Reads bodies in place of the server's own handler, which keeps whatever comes, from whomever, twice. One that is read
 * here is in memory once, and counted.
 */
@Singleton
final class BodyReader {

    private static final byte[] NOTHING = {};
    private static final String BODY = "mosaic.body";
    private static final String INCOMING = "mosaic.body-incoming";
    private static final String SHARE = "mosaic.body-share";

    /** Who was refused may go on sending for so long: a connection that is cut at once takes the answer with it. */
    private static final long LINGER_MILLIS = 5_000;

    /** The server's own handler reads bodies of these alone. */
    private static final Set<HttpMethod> WITH_BODY =
            Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

    private final BodyBudget budget;
    private final Duration timeout;

    BodyReader(BodyBudget budget, WebSettings settings) {
        this.budget = budget;
        this.timeout = settings.http().bodyTimeout();
    }

    /**
     * Begins to read, and goes on with the request as far as {@link #await}; or fails it.
     *
     * @param limit of the body, in bytes
     */
    void read(RoutingContext rc, long limit) {
        HttpServerRequest request = rc.request();
        instead(rc);
        if (request.isEnded() || !hasBody(request)) {
            keep(rc, NOTHING);
            rc.next();
            return;
        }
        BodyBudget.Share share = budget.open();
        rc.put(SHARE, share);
        rc.addEndHandler(ended -> share.release());
        if (rc.response().closed()) {
            // Who left before this is told of no more.
            share.release();
            return;
        }
        var incoming = new IncomingBody(this, rc, share, limit);
        rc.put(INCOMING, incoming);
        if (incoming.begin(timeout)) {
            // Not once it is there: the server's own handler, which is next, resumes every request, and HTTP/2 refuses
            // that of one that has ended.
            rc.next();
        }
    }

    /** Goes on with the request once its body is there. */
    void await(RoutingContext rc) {
        IncomingBody incoming = rc.get(INCOMING);
        if (incoming == null) {
            rc.next();
        } else {
            incoming.await();
        }
    }

    /** Goes on with the request as if it had no body: what comes is not kept. */
    void drop(RoutingContext rc) {
        if (WITH_BODY.contains(rc.request().method())) {
            instead(rc);
            keep(rc, NOTHING);
            ignore(rc);
        }
        rc.next();
    }

    /** Fails a request whose body is not all there, and keeps nothing of the rest. */
    void refuse(RoutingContext rc, Refusal refusal) {
        ignore(rc);
        rc.fail(refusal);
    }

    /** Whether it says that it is. */
    static boolean isSmall(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return length == null
                ? !hasBody(request)
                : length.matches("\\d{1,9}") && Integer.parseInt(length) <= BodyBudget.SMALL;
    }

    static byte[] of(RoutingContext rc) {
        byte[] body = rc.get(BODY);
        return body == null ? NOTHING : body;
    }

    /** For who goes on with the body when its sender may have left. @return what gives it back */
    static Runnable hold(RoutingContext rc) {
        BodyBudget.Share share = rc.get(SHARE);
        return share != null && share.hold() ? share::release : () -> {};
    }

    static void keep(RoutingContext rc, byte[] body) {
        rc.put(BODY, body);
        ((RoutingContextInternal) rc).setBody(BufferImpl.buffer(Unpooled.wrappedBuffer(body)));
    }

    private static void instead(RoutingContext rc) {
        ((RoutingContextInternal) rc).visitHandler(RoutingContextInternal.BODY_HANDLER);
    }

    private static boolean hasBody(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2
                || request.headers().contains("Transfer-Encoding")
                || request.headers().contains("Content-Length");
    }

    private static void ignore(RoutingContext rc) {
        HttpServerRequest request = rc.request();
        if (request.isEnded()) {
            return;
        }
        request.handler(nothing -> {}).endHandler(null).resume();
        rc.addEndHandler(answered -> rc.vertx().setTimer(LINGER_MILLIS, late -> {
            if (request.isEnded()) {
                return;
            }
            if (request.version() == HttpVersion.HTTP_2) {
                rc.response().reset();
            } else {
                request.connection().close();
            }
        }));
    }
}
