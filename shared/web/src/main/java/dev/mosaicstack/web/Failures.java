package dev.mosaicstack.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.json.BadJson;
import io.quarkus.funqy.runtime.ApplicationException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jboss.logging.Logger;

/** Turns every failure into problem details, whoever it comes from: a use case, Funqy, or the HTTP server. */
@Singleton
final class Failures {

    private static final Logger LOG = Logger.getLogger(Failures.class);

    /** Before every other route's failure handler. */
    private static final int FIRST = -1000;

    void register(@Observes Router router) {
        router.route().order(FIRST).failureHandler(Failures::handle);
        router.errorHandler(404, rc -> Problem.send(rc, notFound()));
    }

    private static void handle(RoutingContext rc) {
        Throwable failure = rc.failure();
        if (failure instanceof ApplicationException wrapped && wrapped.getCause() != null) {
            failure = wrapped.getCause();
        }
        if (failure instanceof Refusal refusal) {
            Problem.send(rc, refusal);
        } else if (failure instanceof EventRoute.Delivered delivered) {
            delivered.answer(rc);
        } else if (failure instanceof UncheckedIOException read
                && read.getCause() instanceof JsonProcessingException bad) {
            // The data of an event: Funqy reads it where it can say what is wrong with it.
            Problem.send(rc, BadJson.explain(bad));
        } else if (rc.statusCode() >= 400 && rc.statusCode() < 500) {
            Problem.send(rc, ofStatus(rc));
        } else if (rc.response().closed() || failure instanceof HttpClosedException) {
            LOG.debugf("the caller of %s left", rc.request().path());
        } else {
            LOG.errorf(
                    failure,
                    "request %s to %s failed",
                    RequestId.of(rc),
                    rc.request().path());
            Problem.sendFault(rc);
        }
    }

    /** What Funqy and the HTTP server refuse with a status alone. */
    private static Refusal ofStatus(RoutingContext rc) {
        return switch (rc.statusCode()) {
            // 406: one of the bindings looks at the content type before it looks for a function.
            case 404, 406 -> notFound();
            case 405 -> new Refusal.MethodNotAllowed("POST", "every call is a POST");
            case 413 -> new Refusal.TooLarge();
            case 415 -> new Refusal.NotJson("the content type is not application/json");
            default -> badBody(rc);
        };
    }

    private static Refusal notFound() {
        return new Refusal.NotFound("NOT_FOUND", "there is no such path");
    }

    /** Funqy says 400 and keeps the reason to itself: the body is read once more to find it. */
    private static Refusal badBody(RoutingContext rc) {
        ObjectReader reader = Target.of(rc) instanceof Target.Plain(String function) ? Bindings.reader(function) : null;
        if (reader != null && rc.body().buffer() != null) {
            try {
                reader.readValue(rc.body().buffer().getBytes());
            } catch (JsonProcessingException e) {
                return BadJson.explain(e);
            } catch (IOException e) {
                LOG.debugf("reading from memory failed: %s", e.getMessage());
            }
        }
        return new Refusal.Invalid("BAD_REQUEST", "the request cannot be understood");
    }
}
