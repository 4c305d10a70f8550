package dev.mosaicstack.crash.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.crash.ledger.Entry;
import dev.mosaicstack.crash.ledger.Entry.Hold;
import dev.mosaicstack.crash.ledger.Kind;
import dev.mosaicstack.crash.ledger.Ledger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What an agent says of the tasks it holds. That another has the task by now is a right answer, too. */
final class TaskReports {

    private static final String[] NO_LONGER_MINE = {"TASK_FENCED", "TASK_ENDED"};

    private final Access access;
    private final Ledger ledger;
    private final Agent agent;

    TaskReports(Access access, Agent agent) {
        this.access = access;
        this.ledger = access.ledger();
        this.agent = agent;
    }

    void update(Hold hold, int progress) {
        access.client().insist(call("task-update", report(hold, Map.of("progress", progress, "note", "at it"))));
    }

    void fail(Hold hold) {
        ledger.sent(Kind.FAILURES, 1);
        var call = call("task-fail", report(hold, Map.of("reason", "it broke", "retryable", true)));
        switch (access.client().insist(call)) {
            case Outcome.Accepted accepted ->
                ledger.add(new Entry.Failed(hold, accepted.body().path("state").asText(), accepted.span()));
            case Outcome.Refused refused -> refused(hold, refused);
        }
    }

    /** @param twice to say it again once it was accepted: the answer must be the same */
    void complete(Hold hold, boolean twice) {
        String result = sent(hold);
        var call = call("task-complete", report(hold, Map.of("result", result)));
        switch (access.client().insist(call)) {
            case Outcome.Accepted accepted -> {
                ledger.add(new Entry.Completed(hold, result, accepted.span()));
                if (twice) {
                    again(call, accepted.body());
                }
            }
            case Outcome.Refused refused -> refused(hold, refused);
        }
    }

    private void again(Call call, JsonNode first) {
        ledger.duplicate(Kind.COMPLETIONS);
        switch (access.client().insist(call)) {
            case Outcome.Accepted second when second.body().equals(first) -> {}
            case Outcome.Accepted second ->
                ledger.add(new Entry.Wrong("a completion sent again got " + second.body() + ", first " + first));
            case Outcome.Refused refused ->
                ledger.add(new Entry.Wrong("a completion sent again got " + refused.code() + ", first " + first));
        }
    }

    private void refused(Hold hold, Outcome.Refused refused) {
        if (!refused.code().equals(Outcome.GIVEN_UP)) {
            ledger.add(new Entry.Refused(hold, refused.code()));
        }
    }

    void completeAll(List<Hold> holds) {
        List<String> results = holds.stream().map(this::sent).toList();
        List<Map<String, Object>> items = new ArrayList<>();
        for (int i = 0; i < holds.size(); i++) {
            Hold hold = holds.get(i);
            items.add(Map.of("taskId", hold.taskId(), "fence", hold.fence(), "result", results.get(i)));
        }
        var call = call("task-complete-batch", Map.of("agentId", agent.id(), "tasks", items));
        if (access.client().insist(call) instanceof Outcome.Accepted accepted) {
            for (int i = 0; i < holds.size(); i++) {
                JsonNode answer = accepted.body().path("results").path(i);
                ledger.add(
                        answer.hasNonNull("taskId")
                                ? new Entry.Completed(holds.get(i), results.get(i), accepted.span())
                                : refused(holds.get(i), answer));
            }
        }
    }

    private static Entry refused(Hold hold, JsonNode answer) {
        String code = answer.path("code").asText();
        return List.of(NO_LONGER_MINE).contains(code)
                ? new Entry.Refused(hold, code)
                : new Entry.Wrong("a completion in a batch got " + answer);
    }

    /** Before it goes out: it may be stored though its answer is lost. */
    private String sent(Hold hold) {
        String result = "result " + UUID.randomUUID();
        ledger.sent(Kind.COMPLETIONS, 1);
        ledger.add(new Entry.CompletionSent(hold, result));
        return result;
    }

    private Call call(String path, Object body) {
        return Call.of(path, agent.token(), body).mayBe(NO_LONGER_MINE);
    }

    private static Map<String, Object> report(Hold hold, Map<String, ?> more) {
        var all = new HashMap<String, Object>(more);
        all.put("taskId", hold.taskId());
        all.put("agentId", hold.agentId());
        all.put("fence", hold.fence());
        return all;
    }
}
