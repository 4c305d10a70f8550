package dev.mosaicstack.bench.load;

import dev.mosaicstack.bench.product.HttpLine;
import dev.mosaicstack.bench.product.Product;
import dev.mosaicstack.bench.product.Team;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One client: assigns ten tasks in one call, claims up to ten, completes what it got in one call. */
public final class TaskBatchCycle implements ClosedLoop.Client {

    public static final int BATCH = 10;

    private static final Pattern ID = Pattern.compile("\"taskId\":\"([^\"]+)\"");
    private static final Pattern FENCE = Pattern.compile("\"fence\":(\\d+)");
    private static final String COMPLETED = "\"state\":\"completed\"";
    private static final String QUEUED = "\"state\":\"queued\"";

    private final HttpLine line;
    private final Team.Member member;
    private final String assign;
    private final String claim;

    private TaskBatchCycle(Product product, Team team, Team.Member member) {
        this.line = product.line();
        this.member = member;
        this.assign = assignment(team.sessionId(), BATCH);
        this.claim = "{\"agentId\":\"" + member.agentId() + "\",\"max\":" + BATCH + "}";
    }

    public static List<TaskBatchCycle> all(Product product, Team team) {
        List<TaskBatchCycle> all = new ArrayList<>();
        team.members().forEach(member -> all.add(new TaskBatchCycle(product, team, member)));
        return all;
    }

    /** The body of a {@code task-assign-batch}. */
    public static String assignment(String sessionId, int tasks) {
        return "{\"sessionId\":\"" + sessionId + "\",\"tasks\":[" + ("{" + TaskCycle.TASK + "},").repeat(tasks - 1)
                + "{" + TaskCycle.TASK + "}]}";
    }

    @Override
    public ClosedLoop.Done once() throws IOException {
        var assigned = line.call("task-assign-batch", member.client(), assign).expect(200);
        int refused = BATCH - count(assigned.body(), QUEUED);
        var claimed = line.call("task-claim", member.agent(), claim).expect(200);
        List<String> reports = reports(claimed.body());
        if (reports.isEmpty()) {
            return new ClosedLoop.Done(0, refused + 1);
        }
        String report = "{\"agentId\":\"" + member.agentId() + "\",\"tasks\":[" + String.join(",", reports) + "]}";
        var done = line.call("task-complete-batch", member.agent(), report).expect(200);
        int completed = count(done.body(), COMPLETED);
        return new ClosedLoop.Done(completed, refused + reports.size() - completed);
    }

    private static List<String> reports(String claimed) {
        List<String> reports = new ArrayList<>();
        Matcher id = ID.matcher(claimed);
        Matcher fence = FENCE.matcher(claimed);
        while (id.find() && fence.find()) {
            reports.add(
                    "{\"taskId\":\"" + id.group(1) + "\",\"fence\":" + fence.group(1) + ",\"result\":{\"ok\":true}}");
        }
        return reports;
    }

    private static int count(String text, String part) {
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }
}
