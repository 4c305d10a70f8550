package dev.mosaicstack.web;

import dev.mosaicstack.core.error.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Arrays;

/** One body on its way. Everything here happens on the event loop of its connection. */
final class IncomingBody {

    /** Of a body that does not say how long it is, in bytes. */
    private static final int FIRST = 8 * 1024;

    private final BodyReader reader;
    private final RoutingContext rc;
    private final BodyBudget.Share share;
    private final long limit;

    private byte[] bytes = {};
    private int length;
    private long timer;
    private boolean over;
    private boolean complete;
    private boolean awaited;

    IncomingBody(BodyReader reader, RoutingContext rc, BodyBudget.Share share, long limit) {
        this.reader = reader;
        this.rc = rc;
        this.share = share;
        this.limit = Math.min(limit, Integer.MAX_VALUE - FIRST);
    }

    /**
     * Reserves what the request says it will send before it reads any of it.
     *
     * @param timeout for the whole body
     * @return false where the request was refused
     */
    boolean begin(Duration timeout) {
        HttpServerRequest request = rc.request();
        long declared = declared(request);
        if (declared > limit) {
            refuse(new Refusal.TooLarge(limit));
            return false;
        }
        String expect = request.getHeader("Expect");
        if (expect != null && !expect.equalsIgnoreCase("100-continue")) {
            rc.fail(417);
            return false;
        }
        if (!makeRoom(Math.max(declared, 0))) {
            return false;
        }
        if (expect != null && request.version() != HttpVersion.HTTP_1_0) {
            rc.response().writeContinue();
        }
        timer = rc.vertx().setTimer(Math.max(1, timeout.toMillis()), late -> refuse(new Refusal.TooSlow(timeout)));
        rc.addEndHandler(ended -> stop());
        request.handler(this::more)
                .exceptionHandler(this::broken)
                .endHandler(end -> whole())
                .resume();
        return true;
    }

    /** Goes on with the request once it is there, which may be now. Not at all where it was refused or broke off. */
    void await() {
        awaited = true;
        if (complete) {
            rc.next();
        }
    }

    private void more(Buffer piece) {
        if (over) {
            return;
        }
        long needed = (long) length + piece.length();
        if (needed > limit) {
            refuse(new Refusal.TooLarge(limit));
            return;
        }
        if (needed <= bytes.length || makeRoom(Math.min(limit, Math.max(needed, Math.max(FIRST, 2L * bytes.length))))) {
            piece.getBytes(bytes, length);
            length += piece.length();
        }
    }

    private boolean makeRoom(long size) {
        if (!share.grow(size)) {
            refuse(new Refusal.Unavailable(
                    "OVERLOADED", "too many bodies are on their way at once", Duration.ofSeconds(2)));
            return false;
        }
        bytes = Arrays.copyOf(bytes, (int) size);
        return true;
    }

    private void whole() {
        if (!over) {
            stop();
            byte[] body = length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
            bytes = null;
            BodyReader.keep(rc, body);
            complete = true;
            if (awaited) {
                rc.next();
            }
        }
    }

    private void broken(Throwable cause) {
        if (!over) {
            stop();
            bytes = null;
            rc.fail(cause);
        }
    }

    private void refuse(Refusal refusal) {
        if (!over) {
            stop();
            bytes = null;
            share.grow(0);
            reader.refuse(rc, refusal);
        }
    }

    private void stop() {
        over = true;
        rc.vertx().cancelTimer(timer);
    }

    private static long declared(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        try {
            return length == null ? -1 : Long.parseLong(length.strip());
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
