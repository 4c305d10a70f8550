package dev.mosaicstack.crash.ledger;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import dev.mosaicstack.crash.ledger.Entry.Assigned;
import dev.mosaicstack.crash.ledger.Entry.Completed;
import dev.mosaicstack.crash.ledger.Entry.Delivered;
import dev.mosaicstack.crash.ledger.Evidence.Logged;
import dev.mosaicstack.crash.ledger.Finding.Broken;
import dev.mosaicstack.crash.ledger.Finding.Lost;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What is committed has its event, and each event reaches a consumer, in order, always with the same bytes. */
final class EventRules {

    private static final String TASK = "dev.mosaicstack.mcp.task.";

    private EventRules() {}

    static void check(Ledger ledger, Evidence evidence, Consumer<Finding> findings) {
        Set<String> logged = evidence.log().stream().map(Logged::id).collect(toSet());
        Set<String> expected = new TreeSet<>(logged);
        ledger.all(Delivered.class).stream().map(Delivered::eventId).forEach(expected::add);
        for (String id : expected) {
            if (!logged.contains(id)) {
                findings.accept(new Lost(Kind.EVENTS, id, "it was answered, but is not in the event log"));
            } else if (!evidence.seen().ids().contains(id)) {
                findings.accept(new Lost(Kind.EVENTS, id, "it was never on the stream"));
            }
        }
        tasks(ledger, evidence, findings);
        var seen = evidence.seen();
        seen.changed().forEach(id -> findings.accept(new Broken("an event never changes", id)));
        seen.disorder().forEach(place -> findings.accept(new Broken("the stream has order and no hole", place)));
        seen.ids().stream()
                .filter(id -> !logged.contains(id))
                .forEach(id -> findings.accept(new Broken("only what is committed is published", id)));
    }

    private static void tasks(Ledger ledger, Evidence evidence, Consumer<Finding> findings) {
        Map<String, Long> created = subjects(evidence, TASK + "created");
        Map<String, Long> completed = subjects(evidence, TASK + "completed");
        completed.forEach((subject, times) -> {
            if (times > 1) {
                findings.accept(new Broken("no task is completed twice", subject + " has " + times + " such events"));
            }
        });
        missing(ledger.all(Assigned.class).stream().map(Assigned::taskId), created, "created", findings);
        missing(
                ledger.all(Completed.class).stream().map(done -> done.hold().taskId()),
                completed,
                "completed",
                findings);
    }

    private static Map<String, Long> subjects(Evidence evidence, String type) {
        return evidence.log().stream()
                .filter(event -> event.type().equals(type))
                .collect(groupingBy(Logged::subject, counting()));
    }

    private static void missing(
            Stream<String> tasks, Map<String, Long> there, String what, Consumer<Finding> findings) {
        tasks.distinct()
                .filter(task -> !there.containsKey("tasks/" + task))
                .forEach(task -> findings.accept(new Lost(Kind.EVENTS, task, "no event says that it was " + what)));
    }
}
