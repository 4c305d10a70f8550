package dev.mosaicstack.core.alert;

import dev.mosaicstack.core.input.Field;
import java.time.Instant;
import java.util.Map;

/** An alert as callers see it. */
public record AlertView(
        String alertId,
        String rule,
        String severity,

        @Field("pending: found, but not for long enough; firing; resolved: found no more")
        String state,

        Map<String, String> labels,
        String summary,
        @Field("A page that says what to do") String runbook,

        @Field("What the rule found, as text: 0.93, NaN, +Inf or -Inf")
        String value,

        @Field("When it was first found") Instant activeSince,
        Instant firedAt,
        Instant resolvedAt,

        @Field("When the value was noted; at most about a minute ago while it is found")
        Instant seenAt) {

    static AlertView of(Alert alert) {
        return new AlertView(
                alert.id(),
                alert.rule(),
                alert.severity(),
                alert.state().text(),
                alert.labels(),
                alert.summary(),
                alert.runbook(),
                alert.valueText(),
                alert.activeSince(),
                alert.firedAt(),
                alert.resolvedAt(),
                alert.seenAt());
    }
}
