package dev.mosaicstack.core.alert;

import dev.mosaicstack.core.alert.Alert.Finding;
import dev.mosaicstack.core.alert.Alert.Pending;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What follows from one round for an alert that is live: as in Prometheus 2.42, {@code rules/alerting.go}.
 *
 * @param at when the rules looked
 * @param findings by fingerprint
 * @param answered rules that looked: what they did not find is over
 * @param known rules that there are: those of them that did not look leave their alerts alone
 */
record Verdicts(Instant at, Map<String, Finding> findings, Set<String> answered, Set<String> known) {

    /** How often what did not change is written down. */
    private static final Duration NOW_AND_THEN = Duration.ofMinutes(1);

    /**
     * What was seen at most this much later was seen by somebody who came after us; with more than that the clock was put
     * back.
     */
    static final Duration OVERTAKEN = Duration.ofMinutes(1);

    static final String NO_RULE = "the rule is not there any more";

    sealed interface Move {
        /** Nothing that must be written down now. */
        record Stay() implements Move {}

        /** The same as before, with what was found now. */
        record Note(Alert alert) implements Move {}

        record Fire(Alert alert) implements Move {}

        /** @param reason null where it was just not found any more */
        record Resolve(Alert alert, String reason) implements Move {}

        /** It never fired: nobody was told, and nobody need be. */
        record Drop(Alert alert) implements Move {}
    }

    Move of(Alert live) {
        if (overtaken(live.seenAt())) {
            return new Move.Stay();
        }
        Finding finding = findings.get(live.fingerprint());
        if (finding != null) {
            return found(live, finding);
        }
        if (answered.contains(live.rule())) {
            return over(live, null);
        }
        return known.contains(live.rule()) ? new Move.Stay() : over(live, NO_RULE);
    }

    private Move found(Alert live, Finding finding) {
        Alert again = live.found(finding, at);
        if (again.isDue(finding.holdFor(), at)) {
            return new Move.Fire(again.fire(at));
        }
        boolean fresh =
                live.seenAt().plus(NOW_AND_THEN).isAfter(at) && !live.seenAt().isAfter(at);
        return fresh ? new Move.Stay() : new Move.Note(again);
    }

    private Move over(Alert live, String reason) {
        return live.state() instanceof Pending ? new Move.Drop(live) : new Move.Resolve(live.resolve(at), reason);
    }

    boolean overtaken(Instant seenAt) {
        return seenAt.isAfter(at) && !seenAt.isAfter(at.plus(OVERTAKEN));
    }
}
