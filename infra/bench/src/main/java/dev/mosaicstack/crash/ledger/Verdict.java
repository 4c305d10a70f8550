package dev.mosaicstack.crash.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** The end of it: a row for each kind, and everything that must not be. */
public record Verdict(List<Row> rows, List<Finding> findings) {

    public record Row(Kind kind, long sent, long acknowledged, long lost, long duplicates) {}

    public static Verdict of(Ledger ledger, Evidence evidence) {
        List<Finding> findings = new ArrayList<>();
        Rule.ALL.forEach(rule -> rule.check(ledger, evidence, findings::add));
        var rows = Arrays.stream(Kind.values())
                .map(kind -> kind == Kind.EVENTS
                        ? events(evidence, findings)
                        : new Row(
                                kind,
                                ledger.sent(kind),
                                acknowledged(kind).applyAsLong(ledger),
                                lost(findings, kind),
                                ledger.duplicates(kind)))
                .toList();
        return new Verdict(rows, findings);
    }

    /** The same rows, with what was found elsewhere. */
    public Verdict and(List<Finding> more) {
        return new Verdict(rows, Stream.concat(findings.stream(), more.stream()).toList());
    }

    public boolean clean() {
        return findings.isEmpty();
    }

    private static Row events(Evidence evidence, List<Finding> findings) {
        return new Row(
                Kind.EVENTS,
                evidence.log().size(),
                evidence.seen().ids().size(),
                lost(findings, Kind.EVENTS),
                evidence.seen().again());
    }

    private static long lost(List<Finding> findings, Kind kind) {
        return findings.stream()
                .filter(finding -> finding instanceof Finding.Lost lost && lost.kind() == kind)
                .count();
    }

    private static ToLongFunction<Ledger> acknowledged(Kind kind) {
        return switch (kind) {
            case DELIVERIES ->
                ledger -> distinct(ledger.all(Entry.Delivered.class).stream().map(Entry.Delivered::deliveryId));
            case TASKS ->
                ledger -> distinct(ledger.all(Entry.Assigned.class).stream().map(Entry.Assigned::taskId));
            case CLAIMS ->
                ledger -> distinct(ledger.all(Entry.Claimed.class).stream().map(Entry.Claimed::hold));
            case COMPLETIONS ->
                ledger -> distinct(ledger.all(Entry.Completed.class).stream().map(Entry.Completed::hold));
            case FAILURES ->
                ledger -> distinct(ledger.all(Entry.Failed.class).stream().map(Entry.Failed::hold));
            case REQUESTS ->
                ledger -> distinct(ledger.all(Entry.Asked.class).stream().map(Entry.Asked::requestId));
            case REPLIES ->
                ledger -> distinct(ledger.all(Entry.Replied.class).stream().map(Entry.Replied::requestId));
            case SESSIONS ->
                ledger -> distinct(ledger.all(Entry.Opened.class).stream().map(Entry.Opened::sessionId));
            case EVENTS -> ledger -> 0;
        };
    }

    private static long distinct(Stream<?> ids) {
        return ids.distinct().count();
    }
}
