package dev.mosaicstack.crash.ledger;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import dev.mosaicstack.crash.ledger.Entry.Assigned;
import dev.mosaicstack.crash.ledger.Entry.Completed;
import dev.mosaicstack.crash.ledger.Entry.CompletionSent;
import dev.mosaicstack.crash.ledger.Entry.Failed;
import dev.mosaicstack.crash.ledger.Entry.Hold;
import dev.mosaicstack.crash.ledger.Entry.Refused;
import dev.mosaicstack.crash.ledger.Finding.Broken;
import dev.mosaicstack.crash.ledger.Finding.Lost;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** An accepted task is there, is what was acknowledged about it, and ends. */
final class TaskRules {

    private static final Set<String> ENDED = Set.of("completed", "failed", "cancelled");

    private TaskRules() {}

    static void check(Ledger ledger, Evidence evidence, Consumer<Finding> findings) {
        Map<String, String> byKey = new HashMap<>();
        for (Assigned assigned : ledger.all(Assigned.class)) {
            String first = byKey.putIfAbsent(assigned.key(), assigned.taskId());
            if (first == null) {
                isThere(assigned.taskId(), evidence, findings);
            } else if (!first.equals(assigned.taskId())) {
                findings.accept(new Broken("one Idempotency-Key makes one task", first + " and " + assigned.taskId()));
            }
        }
        completions(ledger, evidence, findings);
        failures(ledger, evidence, findings);
        originOfResults(ledger, evidence, findings);
    }

    private static void isThere(String taskId, Evidence evidence, Consumer<Finding> findings) {
        var task = evidence.found().tasks().get(taskId);
        if (task == null) {
            findings.accept(new Lost(Kind.TASKS, taskId, "task-get does not know it"));
        } else if (!ENDED.contains(task.state())) {
            findings.accept(new Broken("every task comes to an end", taskId + " is still " + task.state()));
        }
    }

    private static void completions(Ledger ledger, Evidence evidence, Consumer<Finding> findings) {
        for (Completed completed : ledger.all(Completed.class)) {
            Hold hold = completed.hold();
            var task = evidence.found().tasks().get(hold.taskId());
            var expected = new Evidence.Task("completed", hold.fence(), hold.agentId(), completed.result());
            if (!expected.equals(task)) {
                findings.accept(
                        new Lost(Kind.COMPLETIONS, hold.taskId(), "acknowledged " + expected + ", but is " + task));
            }
        }
    }

    private static void failures(Ledger ledger, Evidence evidence, Consumer<Finding> findings) {
        for (Failed failed : ledger.all(Failed.class)) {
            var task = evidence.found().tasks().get(failed.hold().taskId());
            boolean kept = task != null
                    && (failed.state().equals("failed")
                            ? task.state().equals("failed")
                            : task.fence() > failed.hold().fence()
                                    || !task.state().equals("completed"));
            if (!kept) {
                findings.accept(new Lost(Kind.FAILURES, failed.hold().taskId(), failed + ", but is " + task));
            }
        }
    }

    /** What is completed was completed by a report that was sent and not refused. */
    private static void originOfResults(Ledger ledger, Evidence evidence, Consumer<Finding> findings) {
        Map<String, List<CompletionSent>> sent = ledger.all(CompletionSent.class).stream()
                .collect(groupingBy(entry -> entry.hold().taskId()));
        Set<Hold> refused =
                ledger.all(Refused.class).stream().map(Refused::hold).collect(toSet());
        evidence.found().tasks().forEach((id, task) -> {
            if (!task.state().equals("completed")) {
                return;
            }
            var hold = new Hold(id, task.fence(), task.agentId());
            if (!sent.getOrDefault(id, List.of()).contains(new CompletionSent(hold, task.result()))) {
                findings.accept(new Broken("nobody completes a task but its holder", id + " is " + task));
            } else if (refused.contains(hold)) {
                findings.accept(new Broken("the exact repeat gets the same answer", hold + " was refused, but counts"));
            }
        });
    }
}
