package dev.mosaicstack.core.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

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

    /** What a rule finds wrong at one moment. */
    public record Finding(
            String rule,
            Map<String, String> labels,
            Duration holdFor,
            String severity,
            String summary,
            String runbook,
            double value) {}

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

    /** The rule found it again: with its words and number of now. */
    public Alert found(Finding finding, Instant at) {
        return new Alert(
                id,
                rule,
                fingerprint,
                labels,
                finding.severity(),
                finding.summary(),
                finding.runbook(),
                live(),
                activeSince,
                finding.value(),
                at,
                version);
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
