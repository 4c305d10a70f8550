package dev.mosaicstack.crash.ledger;

import static java.util.stream.Collectors.groupingBy;

import dev.mosaicstack.crash.ledger.Entry.Claimed;
import dev.mosaicstack.crash.ledger.Entry.Completed;
import dev.mosaicstack.crash.ledger.Finding.Broken;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A task has one holder at a time and one end. Answers may overtake each other, so only a claim that was sent after
 * another one was answered must have the higher fence.
 */
final class FenceRules {

    private FenceRules() {}

    static void check(Ledger ledger, Evidence evidence, Consumer<Finding> findings) {
        Map<String, List<Claimed>> claims = ledger.all(Claimed.class).stream()
                .collect(groupingBy(claim -> claim.hold().taskId()));
        claims.values().forEach(ofTask -> fences(ofTask, findings));
        Map<String, Completed> ends = new HashMap<>();
        for (Completed completed : ledger.all(Completed.class)) {
            String task = completed.hold().taskId();
            Completed first = ends.putIfAbsent(task, completed);
            if (first != null && !first.hold().equals(completed.hold())) {
                findings.accept(new Broken("no task is completed twice", first.hold() + " and " + completed.hold()));
            }
            claims.getOrDefault(task, List.of()).stream()
                    .filter(claim -> completed.span().before(claim.span()))
                    .forEach(claim -> findings.accept(new Broken(
                            "what is completed is not claimed again",
                            claim.hold().toString())));
        }
    }

    private static void fences(List<Claimed> claims, Consumer<Finding> findings) {
        for (int i = 0; i < claims.size(); i++) {
            for (Claimed other : claims.subList(i + 1, claims.size())) {
                Claimed one = claims.get(i);
                if (one.hold().fence() == other.hold().fence()) {
                    findings.accept(new Broken("a fence is given to one claim", one.hold() + " and " + other.hold()));
                } else if (backwards(one, other) || backwards(other, one)) {
                    findings.accept(new Broken("fences of a task only rise", one.hold() + " and " + other.hold()));
                }
            }
        }
    }

    private static boolean backwards(Claimed earlier, Claimed later) {
        return earlier.span().before(later.span())
                && earlier.hold().fence() > later.hold().fence();
    }
}
