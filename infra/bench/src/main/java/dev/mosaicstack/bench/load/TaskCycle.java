package dev.mosaicstack.bench.load;

import dev.mosaicstack.bench.product.HttpLine;
import dev.mosaicstack.bench.product.Product;
import dev.mosaicstack.bench.product.Team;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One client: assigns a task, claims one, completes it. Which of the team's tasks it gets is the product's choice. */
public final class TaskCycle implements ClosedLoop.Client {

    private final HttpLine line;
    private final Team.Member member;
    private final String assign;
    private final String claim;

    public TaskCycle(Product product, Team team, Team.Member member) {
        this.line = product.line();
        this.member = member;
        this.assign = "{\"sessionId\":\"" + team.sessionId() + "\"," + TASK + "}";
        this.claim = "{\"agentId\":\"" + member.agentId() + "\"}";
    }

    /** What BullMQ's jobs carry. */
    static final String TASK = "\"title\":\"bench\",\"capability\":\"" + Team.CAPABILITY + "\"";

    public static List<TaskCycle> all(Product product, Team team) {
        List<TaskCycle> all = new ArrayList<>();
        team.members().forEach(member -> all.add(new TaskCycle(product, team, member)));
        return all;
    }

    @Override
    public ClosedLoop.Done once() throws IOException {
        assign();
        complete(claim());
        return new ClosedLoop.Done(1, 0);
    }

    public void assign() throws IOException {
        line.call("task-assign", member.client(), assign).expect(201);
    }

    /** @throws IOException where there is none, though this client has just assigned one */
    public HttpLine.Answer claim() throws IOException {
        HttpLine.Answer claimed = line.call("task-claim", member.agent(), claim).expect(200);
        if (claimed.field("taskId") == null) {
            throw new IOException("nothing to claim");
        }
        return claimed;
    }

    public void complete(HttpLine.Answer claimed) throws IOException {
        String report = "{\"taskId\":\"" + claimed.field("taskId") + "\",\"agentId\":\"" + member.agentId()
                + "\",\"fence\":" + claimed.field("fence") + ",\"result\":{\"ok\":true}}";
        line.call("task-complete", member.agent(), report).expect(200);
    }
}
