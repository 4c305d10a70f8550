package dev.mosaicstack.core.alert;

import dev.mosaicstack.core.alert.Alert.Finding;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes alerts of what rules find. All that is known of an alert is in its row: a process that starts goes on where another
 * one ended, and any number of copies is harmless.
 */
@Singleton
public final class JudgeAlerts {

    /** A rule that finds more is wrong, or all of the stack is: nobody reads a thousand and one alerts. */
    public static final int MOST_OF_A_RULE = 1_000;

    /** So that a transaction does not hold others up. */
    private static final int MOST_AT_ONCE = 100;

    /** For so long those that take alerts are told that one is over, as Prometheus does. */
    private static final Duration RESOLVED_FOR = Duration.ofMinutes(15);

    /**
     * @param fired those that began to fire; @param resolved those that no longer do
     * @param refused rules whose findings were not taken, with the reason: their alerts were left alone
     */
    public record Judged(List<Alert> fired, List<Alert> resolved, Map<String, String> refused) {}

    private final Store store;
    private final Ids ids;
    private final AlertEvents events;

    public JudgeAlerts(Store store, Ids ids, Recorder recorder) {
        this.store = store;
        this.ids = ids;
        this.events = new AlertEvents(recorder);
    }

    /**
     * Moves all alerts. Where it throws, some may have been moved: the next round does the rest.
     *
     * @param judged what each rule found at that moment, which may be nothing. A rule that failed is not in it
     * @param known the names of all rules there are; alerts of others are over
     */
    public Judged judge(Instant at, Map<String, List<Finding>> judged, Set<String> known) {
        Map<String, String> refused = new TreeMap<>();
        Verdicts verdicts = verdicts(at.truncatedTo(ChronoUnit.MILLIS), judged, known, refused);
        List<Alert> fired = new ArrayList<>();
        List<Alert> resolved = new ArrayList<>();
        List<String> moves = toMove(verdicts);
        for (int from = 0; from < moves.size(); from += MOST_AT_ONCE) {
            List<String> some = moves.subList(from, Math.min(from + MOST_AT_ONCE, moves.size()));
            Judged done = store.write(tx -> move(tx, verdicts, some));
            fired.addAll(done.fired());
            resolved.addAll(done.resolved());
        }
        return new Judged(fired, resolved, refused);
    }

    /**
     * What those that take alerts are told: all that fire, and what was resolved a short while ago. Of one that came back only
     * the newest: for them it is the same alert, which would be over and not, by turns.
     */
    public List<Alert> current(Instant at) {
        Map<String, Alert> newest = new LinkedHashMap<>();
        store.read(tx -> tx.alerts().firingOrResolvedAfter(at.minus(RESOLVED_FOR)))
                .forEach(alert -> newest.put(alert.fingerprint(), alert));
        return List.copyOf(newest.values());
    }

    private static Verdicts verdicts(
            Instant at, Map<String, List<Finding>> judged, Set<String> known, Map<String, String> refused) {
        Map<String, Finding> findings = new HashMap<>();
        Set<String> answered = new HashSet<>();
        judged.forEach((rule, found) -> {
            Map<String, Finding> its = new HashMap<>();
            found.forEach(finding -> its.put(finding.fingerprint(), finding));
            if (its.size() < found.size()) {
                refused.put(rule, "finds the same labels twice");
            } else if (its.size() > MOST_OF_A_RULE) {
                refused.put(rule, "finds " + its.size() + " things wrong, more than " + MOST_OF_A_RULE);
            } else {
                findings.putAll(its);
                answered.add(rule);
            }
        });
        Set<String> all = new HashSet<>(known);
        all.addAll(judged.keySet());
        return new Verdicts(at, findings, answered, all);
    }

    /** Fingerprints of all that moves, in one order, so that writers that meet wait and do not collide. */
    private List<String> toMove(Verdicts verdicts) {
        Set<String> fresh = new TreeSet<>(verdicts.findings().keySet());
        Set<String> moves = new TreeSet<>();
        for (Alert live : store.read(tx -> tx.alerts().live())) {
            fresh.remove(live.fingerprint());
            if (!(verdicts.of(live) instanceof Verdicts.Move.Stay)) {
                moves.add(live.fingerprint());
            }
        }
        if (!fresh.isEmpty()) {
            store.read(tx -> tx.alerts().firingOrResolvedAfter(verdicts.at())).stream()
                    .filter(alert -> !alert.isLive() && verdicts.overtaken(alert.resolvedAt()))
                    .forEach(alert -> fresh.remove(alert.fingerprint()));
        }
        moves.addAll(fresh);
        return new ArrayList<>(moves);
    }

    /** From the rows as they are now: somebody else may have moved them meanwhile. */
    private Judged move(Tx tx, Verdicts verdicts, List<String> fingerprints) {
        List<Alert> fired = new ArrayList<>();
        List<Alert> resolved = new ArrayList<>();
        for (String fingerprint : fingerprints) {
            Alert live = tx.alerts().live(fingerprint).orElse(null);
            Finding finding = verdicts.findings().get(fingerprint);
            if (live != null) {
                Verdicts.Move move = verdicts.of(live);
                apply(tx, move);
                if (move instanceof Verdicts.Move.Fire fire) {
                    fired.add(fire.alert());
                } else if (move instanceof Verdicts.Move.Resolve resolve) {
                    resolved.add(resolve.alert());
                }
            } else if (finding != null) {
                begin(tx, finding, verdicts.at()).ifPresent(fired::add);
            }
        }
        return new Judged(fired, resolved, Map.of());
    }

    /** @return the alert, where it fires at once */
    private Optional<Alert> begin(Tx tx, Finding finding, Instant at) {
        Alert first = Alert.first(ids.next(), finding, at);
        if (!first.isDue(finding.holdFor(), at)) {
            tx.alerts().insert(first);
            return Optional.empty();
        }
        Alert firing = first.fire(at);
        tx.alerts().insert(firing);
        events.firing(tx, firing);
        return Optional.of(firing);
    }

    private void apply(Tx tx, Verdicts.Move move) {
        switch (move) {
            case Verdicts.Move.Stay stay -> {}
            case Verdicts.Move.Note note -> tx.alerts().update(note.alert());
            case Verdicts.Move.Drop drop -> tx.alerts().delete(drop.alert());
            case Verdicts.Move.Fire fire -> events.firing(tx, tx.alerts().update(fire.alert()));
            case Verdicts.Move.Resolve resolve ->
                events.resolved(tx, tx.alerts().update(resolve.alert()), resolve.reason());
        }
    }
}
