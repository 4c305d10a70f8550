package dev.mosaicstack.core.subscription;

import dev.mosaicstack.core.input.Check;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A subscription that somebody asked for, with its fields checked.
 *
 * @param secret null where one is to be made
 * @param maxAttempts null is as many as there are pauses between them, and one
 */
public record Wanted(
        String name,
        EventFilter filter,
        String sink,
        String secret,
        Format format,
        OrderBy orderBy,
        Start start,
        Integer maxAttempts,
        Integer rateLimit) {

    /** The consumers that are part of this product. */
    public static final Set<String> CONSUMERS = Set.of("audit", "monitoring", "analytics", "notification");

    private static final String BUILT_IN = Subscription.sinkOf("");

    static final String SECRET_PREFIX = "whsec_";

    private static final int MOST_PATTERNS = 50;
    private static final int MOST_ATTEMPTS = 20;
    private static final int MOST_A_SECOND = 10_000;
    private static final int LONGEST_URL = 2_000;

    /** What arrived, field by field. */
    public record Fields(
            String name,
            List<String> types,
            List<String> subjects,
            List<String> sources,
            String sink,
            String secret,
            String format,
            String orderBy,
            String start,
            Integer maxAttempts,
            Integer rateLimit) {}

    public static Wanted of(Fields fields) {
        var check = new Check();
        if (fields.types() == null || fields.types().isEmpty()) {
            check.problem("types", "is required (\"*\" is all)");
        }
        var filter = new EventFilter(
                patterns(check, "types", fields.types()),
                patterns(check, "subjects", fields.subjects()),
                patterns(check, "sources", fields.sources()));
        String format = check.oneOf("format", fields.format(), "binary", "structured");
        String orderBy = check.oneOf("orderBy", fields.orderBy(), "subject", "source", "type", "all", "none");
        sink(check, fields.sink());
        secret(check, fields);
        Start start = Start.of(check, fields.start());
        optional(check, "maxAttempts", fields.maxAttempts(), MOST_ATTEMPTS);
        optional(check, "rateLimit", fields.rateLimit(), MOST_A_SECOND);
        String name = check.name("name", fields.name());
        if (isConsumer(fields.sink()) && !fields.sink().equals(BUILT_IN + name)) {
            // Names are unique, and so is who feeds a consumer: two would have it count everything twice.
            check.problem("name", "is not that of the consumer: its subscription bears its name");
        }
        check.done();
        return new Wanted(
                name,
                filter,
                fields.sink(),
                fields.secret(),
                format == null ? Format.BINARY : Format.of(format),
                orderBy == null ? OrderBy.SUBJECT : OrderBy.of(orderBy),
                start,
                fields.maxAttempts(),
                fields.rateLimit());
    }

    boolean builtIn() {
        return isConsumer(sink);
    }

    /** Of a sink outside. */
    URI uri() {
        return URI.create(sink);
    }

    private static void optional(Check check, String field, Integer value, int most) {
        check.number(field, value, 1, most, 1);
    }

    private static List<Glob> patterns(Check check, String field, List<String> values) {
        List<Glob> globs = new ArrayList<>();
        for (String value : values == null ? List.<String>of() : values) {
            if (value == null || value.isBlank()) {
                check.problem(field, "has a blank entry");
            } else {
                check.optionalText(field, value, Check.MAX_TEXT);
                globs.add(new Glob(value));
            }
        }
        if (globs.size() > MOST_PATTERNS) {
            check.problem(field, "has more than " + MOST_PATTERNS + " entries");
        }
        return globs;
    }

    private static void sink(Check check, String sink) {
        if (sink == null || sink.isBlank()) {
            check.problem("sink", "is required");
        } else if (sink.length() > LONGEST_URL) {
            check.problem("sink", "is longer than " + LONGEST_URL + " characters");
        } else if (!isConsumer(sink)) {
            url(check, sink);
        }
    }

    private static boolean isConsumer(String sink) {
        return sink != null && sink.startsWith(BUILT_IN) && CONSUMERS.contains(sink.substring(BUILT_IN.length()));
    }

    private static void url(Check check, String sink) {
        try {
            URI uri = new URI(sink);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (!Set.of("http", "https").contains(scheme) || uri.getHost() == null || uri.getPort() > 65_535) {
                check.problem("sink", "is not an http or https URL, nor mosaic: with one of " + consumers());
            } else if (uri.getUserInfo() != null || uri.getFragment() != null) {
                check.problem("sink", "has credentials or a fragment in it");
            }
        } catch (URISyntaxException e) {
            check.problem("sink", "is not a URL");
        }
    }

    private static String consumers() {
        return String.join(", ", CONSUMERS.stream().sorted().toList());
    }

    /** Standard Webhooks, symmetric secrets: 24 to 64 bytes. */
    private static void secret(Check check, Fields fields) {
        String secret = fields.secret();
        if (secret == null) {
            return;
        }
        if (fields.sink() != null && fields.sink().startsWith(BUILT_IN)) {
            check.problem("secret", "is not for a consumer that is built in");
        } else if (!secret.startsWith(SECRET_PREFIX) || !isKey(secret.substring(SECRET_PREFIX.length()))) {
            check.problem("secret", "is not whsec_ and the Base64 of 24 to 64 bytes");
        }
    }

    private static boolean isKey(String base64) {
        try {
            int length = Base64.getDecoder().decode(base64).length;
            return length >= 24 && length <= 64;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
