package dev.mosaicstack.core.error;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The one family of answers that are not a success. Each carries the HTTP status and the stable {@code code} that
 * clients may switch on; the web edge turns it into RFC 9457 problem details and MCP into a tool error, each in one
 * place. The detail is shown to the caller: it never holds a secret, a token or a cause from below.
 */
public abstract sealed class Refusal extends RuntimeException {

    private final int status;
    private final String code;

    private Refusal(int status, String code, String detail) {
        // A refusal is an answer, not a fault: its stack trace would only cost time.
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** HTTP status, 400 to 503. */
    public int status() {
        return status;
    }

    /** Stable UPPER_SNAKE name; the README lists them all. */
    public String code() {
        return code;
    }

    /** What is wrong with which field, by field name; empty where no single field is to blame. */
    public Map<String, String> fields() {
        return Map.of();
    }

    /** When to try again; null where trying again does not help. */
    public Duration retryAfter() {
        return null;
    }

    /** The same in whole seconds, as RFC 9110 wants it; never 0, which would invite a storm. */
    public OptionalLong retryAfterSeconds() {
        return retryAfter() == null
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(1, retryAfter().plusMillis(999).toSeconds()));
    }

    /** 400: the caller's input is wrong. */
    public static final class Invalid extends Refusal {
        private final transient Map<String, String> fields;

        public Invalid(String code, String detail, Map<String, String> fields) {
            super(400, code, detail);
            this.fields = Map.copyOf(fields);
        }

        public Invalid(String code, String detail) {
            this(code, detail, Map.of());
        }

        /** 400 {@code INVALID_FIELD} for one field. */
        public static Invalid field(String name, String problem) {
            return new Invalid("INVALID_FIELD", name + " " + problem, Map.of(name, problem));
        }

        @Override
        public Map<String, String> fields() {
            return fields;
        }
    }

    /** 401: we do not know who asks, or a signature does not match. */
    public static final class Unauthenticated extends Refusal {
        public Unauthenticated(String code, String detail) {
            super(401, code, detail);
        }
    }

    /** 403: we know who asks, and they may not. */
    public static final class Forbidden extends Refusal {
        public Forbidden(String detail) {
            super(403, "FORBIDDEN", detail);
        }
    }

    /** 404 {@code <THING>_UNKNOWN}. */
    public static final class NotFound extends Refusal {
        public NotFound(String code, String detail) {
            super(404, code, detail);
        }

        /** {@code task}, {@code id} gives {@code TASK_UNKNOWN}. */
        public static NotFound of(String thing, String id) {
            return new NotFound(thing.toUpperCase(java.util.Locale.ROOT) + "_UNKNOWN", "no " + thing + " " + id);
        }
    }

    /** 405: the path exists, the method does not. */
    public static final class MethodNotAllowed extends Refusal {
        private final String allowed;

        /** @param allowed the method that it takes */
        public MethodNotAllowed(String allowed, String detail) {
            super(405, "METHOD_NOT_ALLOWED", detail);
            this.allowed = allowed;
        }

        public String allowed() {
            return allowed;
        }
    }

    /** 408: the body did not arrive in time. */
    public static final class TooSlow extends Refusal {
        public TooSlow(Duration limit) {
            super(408, "BODY_TOO_SLOW", "the body did not arrive within " + limit.toSeconds() + " s");
        }
    }

    /** 409: the thing is not in a state that allows this. */
    public static final class Conflict extends Refusal {
        public Conflict(String code, String detail) {
            super(409, code, detail);
        }
    }

    /** 413: the body is larger than this call takes. */
    public static final class TooLarge extends Refusal {
        public TooLarge(long limitBytes) {
            super(413, "BODY_TOO_LARGE", "the body is larger than " + limitBytes + " bytes");
        }

        /** Found by the HTTP server, which does not say where its limit is. */
        public TooLarge() {
            super(413, "BODY_TOO_LARGE", "the body is too large");
        }
    }

    /** 415: the body is not JSON in UTF-8. */
    public static final class NotJson extends Refusal {
        public NotJson(String detail) {
            super(415, "NOT_JSON", detail);
        }
    }

    /** 429: this token asks too often. */
    public static final class RateLimited extends Refusal {
        private final Duration retryAfter;

        public RateLimited(Duration retryAfter) {
            this("too many requests with this token", retryAfter);
        }

        public RateLimited(String detail, Duration retryAfter) {
            super(429, "RATE_LIMITED", detail);
            this.retryAfter = retryAfter;
        }

        @Override
        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** 503: a passing fault on our side; nothing was changed. */
    public static final class Unavailable extends Refusal {
        private final Duration retryAfter;

        public Unavailable(String code, String detail, Duration retryAfter) {
            super(503, code, detail);
            this.retryAfter = retryAfter;
        }

        @Override
        public Duration retryAfter() {
            return retryAfter;
        }
    }
}
