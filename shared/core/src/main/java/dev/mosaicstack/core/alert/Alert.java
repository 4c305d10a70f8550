package dev.mosaicstack.core.alert;

import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.json.Sha256;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that a rule found wrong, from the first moment it did until it no longer does. The only code that knows which
 * move is legal.
 *
 * @param id of this occurrence: the next of the same rule and labels is another one
 * @param fingerprint of the rule's name and the labels
 * @param labels those of the series and those of the rule, without {@code alertname} and {@code severity}
 * @param runbook null where the rule has none
 * @param activeSince when the rule first found it
 * @param value what the rule last found, as far as it was written down: at moves, and now and then between them
 * @param seenAt when that was
 */
public record Alert(
        String id,
        String rule,
        String fingerprint,
        Map<String, String> labels,
        String severity,
        String summary,
        String runbook,
        State state,
        Instant activeSince,
        double value,
        Instant seenAt,
        long version) {

    /**
     * What is pending and was not found for longer than this begins anew: nobody knows what was meanwhile. An hour, as
     * Prometheus has it, and the minute by which {@link #seenAt} may be behind.
     */
    static final Duration OUTAGE = Duration.ofMinutes(61);

    public sealed interface State {
        String text();
    }

    /** The rule finds it, but not for as long as it must. */
    public record Pending() implements State {
        @Override
        public String text() {
            return "pending";
        }
    }

    public record Firing(Instant firedAt) implements State {
        @Override
        public String text() {
            return "firing";
        }
    }

    public record Resolved(Instant firedAt, Instant resolvedAt) implements State {
        @Override
        public String text() {
            return "resolved";
        }
    }

    /**
     * What a rule finds wrong at one moment.
     *
     * @param rule at most 200 characters
     * @param labels as those of an alert
     * @param holdFor how long it must be found until it fires; zero is at once
     * @param severity at most 64 characters
     * @param runbook null where the rule has none
     */
    public record Finding(
            String rule,
            Map<String, String> labels,
            Duration holdFor,
            String severity,
            String summary,
            String runbook,
            double value) {

        /** The same for the same rule and labels, in every process and release: SHA-256, lower-case hex. */
        public String fingerprint() {
            return Sha256.hex(Json.bytes(List.of(rule, new TreeMap<>(labels))));
        }
    }

    /** One that was not there before. */
    static Alert first(String id, Finding finding, Instant at) {
        return new Alert(
                id,
                finding.rule(),
                finding.fingerprint(),
                Map.copyOf(finding.labels()),
                finding.severity(),
                finding.summary(),
                finding.runbook(),
                new Pending(),
                at,
                finding.value(),
                at,
                1);
    }

    public boolean isLive() {
        return !(state instanceof Resolved);
    }

    /** @return null where nothing was decided so far */
    public Instant firedAt() {
        return switch (state) {
            case Pending pending -> null;
            case Firing firing -> firing.firedAt();
            case Resolved resolved -> resolved.firedAt();
        };
    }

    public Instant resolvedAt() {
        return state instanceof Resolved resolved ? resolved.resolvedAt() : null;
    }

    /** The number as Prometheus writes it: {@code 0.93}, {@code 12}, {@code NaN}, {@code +Inf}. */
    public String valueText() {
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (Double.isNaN(value)) {
            return "NaN";
        }
        double size = Math.abs(value);
        boolean plain = value == 0 || size >= 1e-6 && size < 1e21;
        return plain
                ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
                : Double.toString(value).replace('E', 'e');
    }

    /** The rule found it again: with its words and number of now. */
    public Alert found(Finding finding, Instant at) {
        boolean anew = state instanceof Pending && (seenAt.plus(OUTAGE).isBefore(at) || activeSince.isAfter(at));
        return new Alert(
                id,
                rule,
                fingerprint,
                labels,
                finding.severity(),
                finding.summary(),
                finding.runbook(),
                live(),
                anew ? at : activeSince,
                finding.value(),
                at,
                version);
    }

    /** Whether it has been found for as long as it must before it fires. */
    boolean isDue(Duration holdFor, Instant at) {
        return state instanceof Pending && Duration.between(activeSince, at).compareTo(holdFor) >= 0;
    }

    public Alert fire(Instant at) {
        if (!(state instanceof Pending)) {
            throw new IllegalStateException("only what is pending fires: " + id + " is " + state.text());
        }
        return with(new Firing(at));
    }

    public Alert resolve(Instant at) {
        if (!(state instanceof Firing firing)) {
            throw new IllegalStateException("only what fires is resolved: " + id + " is " + state.text());
        }
        return with(new Resolved(firing.firedAt(), at));
    }

    private State live() {
        if (!isLive()) {
            throw new IllegalStateException(id + " was resolved: what is found now is another one");
        }
        return state;
    }

    /** As it is once the store has raised the version. */
    public Alert stored() {
        return new Alert(
                id,
                rule,
                fingerprint,
                labels,
                severity,
                summary,
                runbook,
                state,
                activeSince,
                value,
                seenAt,
                version + 1);
    }

    private Alert with(State next) {
        return new Alert(
                id, rule, fingerprint, labels, severity, summary, runbook, next, activeSince, value, seenAt, version);
    }
}
