package dev.mosaicstack.web;

import dev.mosaicstack.core.cloudevent.MediaType;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.json.JsonText;
import dev.mosaicstack.core.webhook.Signatures;
import io.quarkus.arc.All;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks at every request before any function: method, size, content type, the text of the body. What it refuses, no
 * function sees.
 */
@Singleton
final class EdgeFilter {

    /** The one call with a limit of its own. */
    private static final String WEBHOOK = "webhook-intake";

    private static final String CONTENT_TYPE = "Content-Type";
    private static final String JSON = "application/json";

    /** Before the body is read: the server's own body handler comes right after this. */
    private static final int EARLY = Integer.MAX_VALUE;

    /** Right after that handler, which has left the body to us: nobody comes past here before it is there. */
    private static final int UNTIL_BODY = EARLY - 1;

    /** After the body was read. */
    private static final int WITH_BODY = 10;

    private final long maxBody;
    private final long maxWebhookBody;

    private final InFlight inFlight;
    private final CallMeter meter;
    private final BodyReader bodies;
    private final Set<String> otherPaths;

    EdgeFilter(
            WebSettings settings, InFlight inFlight, CallMeter meter, BodyReader bodies, @All List<BodyPath> others) {
        this.inFlight = inFlight;
        this.meter = meter;
        this.bodies = bodies;
        this.otherPaths = others.stream().map(BodyPath::path).collect(Collectors.toSet());
        this.maxBody = settings.http().maxBody().asLongValue();
        this.maxWebhookBody = settings.http().maxWebhookBody().asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::beforeBody, EARLY);
        filters.register(bodies::await, UNTIL_BODY);
        filters.register(this::afterBody, WITH_BODY);
    }

    private void beforeBody(RoutingContext rc) {
        Target target = Target.of(rc);
        try {
            early(rc, target);
        } catch (Refusal refusal) {
            bodies.refuse(rc, refusal);
            return;
        }
        if (isWanted(rc, target)) {
            bodies.read(rc, limit(target));
        } else {
            bodies.drop(rc);
        }
    }

    private void afterBody(RoutingContext rc) {
        try {
            withBody(rc);
        } catch (Refusal refusal) {
            rc.fail(refusal);
            return;
        }
        rc.next();
    }

    /** Whether somebody reads the body: nobody does where there is no such path, or where nobody says who they are. */
    private boolean isWanted(RoutingContext rc, Target target) {
        return switch (target) {
            case Target.None none -> otherPaths.contains(rc.request().path()) && Credentials.areIn(rc);
            case Target.Raw raw -> true;
            case Target.Plain plain -> true;
            case Target.Event event -> true;
        };
    }

    private void early(RoutingContext rc, Target target) {
        EdgeHeaders.set(rc);
        if (target instanceof Target.None) {
            return;
        }
        meter.begin(rc, target.name());
        inFlight.begin(rc);
        if (rc.request().method() != HttpMethod.POST) {
            throw new Refusal.MethodNotAllowed("POST", "every call is a POST");
        }
        String length = rc.request().getHeader("Content-Length");
        if (length != null && tooLong(length, limit(target))) {
            throw new Refusal.TooLarge(limit(target));
        }
        switch (target) {
            case Target.Raw raw -> RawRequest.hideHeaders(rc);
            case Target.Plain plain -> {
                mustBeJson(rc);
                mustNotBeEncoded(rc);
            }
            case Target.Event(boolean structured) -> {
                EventRoute.headers(rc, structured);
                mustNotBeEncoded(rc);
            }
            case Target.None none -> throw new IllegalStateException("seen before");
        }
        mustSayWhoSends(rc, target);
    }

    /** Nobody shall have to keep what comes from who knows whom; the function has more to say of a small webhook. */
    private static void mustSayWhoSends(RoutingContext rc, Target target) {
        if (!isWebhook(target)) {
            Credentials.mustBeIn(rc);
        } else if (!BodyReader.isSmall(rc.request())) {
            Signatures.mustBeIn(RawRequest.sent(rc));
        }
    }

    private void withBody(RoutingContext rc) {
        Target target = Target.of(rc);
        if (target instanceof Target.None) {
            return;
        }
        Buffer body = rc.body().buffer();
        switch (target) {
            case Target.Raw raw -> RawRequest.hideBody(rc);
            case Target.Plain plain -> mustBeAnObject(body);
            case Target.Event(boolean structured) ->
                mustBeAnObject(structured ? EventRoute.dataOfStructured(rc, body) : body);
            case Target.None none -> throw new IllegalStateException("seen before");
        }
    }

    private long limit(Target target) {
        return isWebhook(target) ? maxWebhookBody : maxBody;
    }

    private static boolean isWebhook(Target target) {
        return target instanceof Target.Raw(String function) && function.equals(WEBHOOK);
    }

    private static void mustBeAnObject(Buffer body) {
        if (body == null || !startsLikeAnObject(body)) {
            throw new Refusal.Invalid("MALFORMED_JSON", "the body is not a JSON object");
        }
        JsonText.refuseBadStrings(body.getBytes());
    }

    private static boolean tooLong(String contentLength, long limit) {
        try {
            return Long.parseLong(contentLength.strip()) > limit;
        } catch (NumberFormatException e) {
            return true;
        }
    }

    private static void mustBeJson(RoutingContext rc) {
        MediaType type = MediaType.of(rc.request().getHeader(CONTENT_TYPE));
        if (!type.essence().equals(JSON)) {
            throw new Refusal.NotJson("the content type is not application/json");
        }
        if (!type.utf8()) {
            throw new Refusal.NotJson("the charset is not utf-8");
        }
        // One of the bindings knows it in lower case alone.
        rc.request().headers().set(CONTENT_TYPE, JSON);
    }

    private static void mustNotBeEncoded(RoutingContext rc) {
        String encoding = rc.request().getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new Refusal.NotJson("a content encoding is not taken");
        }
    }

    private static boolean startsLikeAnObject(Buffer body) {
        for (int i = 0; i < body.length(); i++) {
            byte b = body.getByte(i);
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b == '{';
            }
        }
        return false;
    }
}
