package dev.mosaicstack.crash.ledger;

import dev.mosaicstack.crash.ledger.Entry.Hold;
import dev.mosaicstack.crash.ledger.Entry.Span;
import dev.mosaicstack.crash.ledger.Evidence.Found;
import dev.mosaicstack.crash.ledger.Evidence.Logged;
import dev.mosaicstack.crash.ledger.Evidence.Seen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A small run in which all went well: one delivery, one task that was claimed, failed, claimed again and completed, one
 * request with its reply, one session that was closed. A test spoils one thing of it.
 */
final class Story {

    static final Hold FIRST = new Hold("t1", 1, "ada");
    static final Hold SECOND = new Hold("t1", 2, "linus");

    final Ledger ledger = new Ledger();
    final Map<String, Evidence.Delivery> deliveries = new HashMap<>();
    final Map<String, Evidence.Task> tasks = new HashMap<>();
    final Map<String, Evidence.Request> requests = new HashMap<>();
    final Map<String, String> sessions = new HashMap<>();
    final List<Logged> log = new ArrayList<>();
    final Set<String> seen = new HashSet<>();
    final Set<String> changed = new HashSet<>();
    final List<String> disorder = new ArrayList<>();

    Story() {
        ledger.add(new Entry.Delivered("sha", "d1", "e1"));
        deliveries.put("d1", new Evidence.Delivery("sha", "e1"));
        ledger.add(new Entry.Assigned("key", "t1"));
        ledger.add(new Entry.Claimed(FIRST, new Span(10, 20)));
        ledger.add(new Entry.Failed(FIRST, "queued", new Span(21, 30)));
        ledger.add(new Entry.Claimed(SECOND, new Span(31, 40)));
        ledger.add(new Entry.CompletionSent(SECOND, "done"));
        ledger.add(new Entry.Completed(SECOND, "done", new Span(41, 50)));
        tasks.put("t1", new Evidence.Task("completed", 2, "linus", "done"));
        ledger.add(new Entry.Asked("key", "r1", "why?"));
        ledger.add(new Entry.ReplySent("r1", "because"));
        ledger.add(new Entry.Replied("r1", "because"));
        requests.put("r1", new Evidence.Request("responded", "because"));
        ledger.add(new Entry.Opened("key", "s1"));
        ledger.add(new Entry.Closed("s1"));
        sessions.put("s1", "closed");
        happens("e1", "git.push", "repos/acme/app");
        happens("e2", "mcp.task.created", "tasks/t1");
        happens("e3", "mcp.task.completed", "tasks/t1");
    }

    void happens(String id, String type, String subject) {
        log.add(new Logged(id, "dev.mosaicstack." + type, subject));
        seen.add(id);
    }

    Verdict verdict() {
        var found = new Found(deliveries, tasks, requests, sessions);
        return Verdict.of(ledger, new Evidence(found, log, new Seen(seen, changed, disorder, 0, 1)));
    }

    /** What was found, as it is printed. */
    List<String> findings() {
        return verdict().findings().stream().map(Finding::toString).toList();
    }
}
