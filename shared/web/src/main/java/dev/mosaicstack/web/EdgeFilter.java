package dev.mosaicstack.web;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.json.JsonText;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;

/**
 * Looks at every request before any function: method, size, content type, the text of the body. What it refuses, no
 * function sees.
 */
@Singleton
final class EdgeFilter {

    /** The one call with a limit of its own. */
    private static final String WEBHOOK = "/webhook-intake";

    /** Before the body is read: the server's own body handler comes right after this. */
    private static final int EARLY = Integer.MAX_VALUE;

    /** After the body was read. */
    private static final int WITH_BODY = 10;

    private final long maxBody;
    private final long maxWebhookBody;

    private final InFlight inFlight;

    EdgeFilter(WebSettings settings, InFlight inFlight) {
        this.inFlight = inFlight;
        this.maxBody = settings.http().maxBody().asLongValue();
        this.maxWebhookBody = settings.http().maxWebhookBody().asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(guarded(this::early), EARLY);
        filters.register(guarded(this::withBody), WITH_BODY);
    }

    private interface Look {
        void at(RoutingContext rc);
    }

    private static io.vertx.core.Handler<RoutingContext> guarded(Look look) {
        return rc -> {
            try {
                look.at(rc);
            } catch (Refusal refusal) {
                rc.fail(refusal);
                return;
            }
            rc.next();
        };
    }

    private void early(RoutingContext rc) {
        EdgeHeaders.set(rc);
        String path = rc.request().path();
        if (path == null || !Bindings.exists(path)) {
            return;
        }
        inFlight.begin(rc);
        if (rc.request().method() != HttpMethod.POST) {
            throw new Refusal.MethodNotAllowed("every call is a POST");
        }
        String length = rc.request().getHeader("Content-Length");
        if (length != null && tooLong(length, limit(path))) {
            throw new Refusal.TooLarge(limit(path));
        }
        if (Bindings.readsByItself(path)) {
            RawRequest.hideHeaders(rc);
        } else {
            mustBeJson(rc);
        }
    }

    private void withBody(RoutingContext rc) {
        String path = rc.request().path();
        if (path == null || !Bindings.exists(path)) {
            return;
        }
        Buffer body = rc.body().buffer();
        int length = body == null ? 0 : body.length();
        if (length > limit(path)) {
            throw new Refusal.TooLarge(limit(path));
        }
        if (Bindings.readsByItself(path)) {
            RawRequest.hideBody(rc);
            return;
        }
        if (!startsLikeAnObject(body, length)) {
            throw new Refusal.Invalid("MALFORMED_JSON", "the body is not a JSON object");
        }
        JsonText.refuseBadStrings(body.getBytes());
    }

    private long limit(String path) {
        return path.equals(WEBHOOK) ? maxWebhookBody : maxBody;
    }

    private static boolean tooLong(String contentLength, long limit) {
        try {
            return Long.parseLong(contentLength.strip()) > limit;
        } catch (NumberFormatException e) {
            return true;
        }
    }

    private static void mustBeJson(RoutingContext rc) {
        String type = rc.request().getHeader("Content-Type");
        String[] parts =
                type == null ? new String[] {""} : type.toLowerCase(Locale.ROOT).split(";");
        if (!parts[0].strip().equals("application/json")) {
            throw new Refusal.NotJson("the content type is not application/json");
        }
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().replace("\"", "");
            if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
                throw new Refusal.NotJson("the charset is not utf-8");
            }
        }
        String encoding = rc.request().getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new Refusal.NotJson("a content encoding is not taken");
        }
    }

    private static boolean startsLikeAnObject(Buffer body, int length) {
        for (int i = 0; i < length; i++) {
            byte b = body.getByte(i);
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b == '{';
            }
        }
        return false;
    }
}
