package dev.mosaicstack.functions.backuptrigger;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.access.Exchange;
import dev.mosaicstack.core.backup.BackupCalls;
import dev.mosaicstack.core.backup.BackupCalls.StatusRequest;
import dev.mosaicstack.core.backup.BackupCalls.StatusResponse;
import dev.mosaicstack.core.backup.Kind;
import dev.mosaicstack.core.backup.Order;
import dev.mosaicstack.core.backup.PlanBackups;
import dev.mosaicstack.core.backup.Run;
import dev.mosaicstack.core.backup.RunView;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.input.Field;
import dev.mosaicstack.functions.backuptrigger.plan.Plan;
import dev.mosaicstack.functions.backuptrigger.plan.Plans;
import dev.mosaicstack.functions.backuptrigger.plan.Source;
import dev.mosaicstack.functions.backuptrigger.run.Worker;
import dev.mosaicstack.web.Edge;
import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** POST /backup-run, /backup-verify, /backup-status: starts runs, and says how they are. */
public class BackupFunction {

    public record RunRequest(
            @Field(value = "The policy", required = true) String policy,

            @Field("Only these sources of it; all where left out")
            List<String> sources) {}

    public record VerifyRequest(
            @Field(value = "The policy", required = true) String policy,

            @Field(
                    value =
                            "structure: is all there; data: reads a part of it; drill: restores the newest and compares",
                    required = true,
                    oneOf = {"structure", "data", "drill"})
            String kind) {}

    private final Edge edge;
    private final BackupCalls calls;
    private final PlanBackups backups;
    private final Plans plans;
    private final Worker worker;

    BackupFunction(Edge edge, BackupCalls calls, PlanBackups backups, Plans plans, Worker worker) {
        this.edge = edge;
        this.calls = calls;
        this.backups = backups;
        this.plans = plans;
        this.worker = worker;
    }

    @Funq("backup-run")
    public Uni<RunView> run(RunRequest request) {
        return edge.call(Call.BACKUP_RUN, 202, request, (exchange, asked) -> {
            var check = new Check();
            check.text("policy", asked.policy());
            check.done();
            Plan plan = plans.plan(asked.policy());
            List<String> sources = asked.sources() == null ? List.of() : List.copyOf(asked.sources());
            List<String> known = plan.sources().stream().map(Source::name).toList();
            sources.stream()
                    .filter(source -> !known.contains(source))
                    .forEach(source -> check.problem("sources", "has " + source + ", which the policy has not"));
            check.done();
            return ask(exchange, plan, Kind.BACKUP, new Order("call", sources, null, null, List.of()));
        });
    }

    @Funq("backup-verify")
    public Uni<RunView> verify(VerifyRequest request) {
        return edge.call(Call.BACKUP_VERIFY, 202, request, (exchange, asked) -> {
            var check = new Check();
            String kind = check.oneOf("kind", asked.kind(), "structure", "data", "drill");
            check.text("kind", asked.kind());
            check.text("policy", asked.policy());
            check.done();
            return ask(exchange, plans.plan(asked.policy()), Kind.of(kind).orElseThrow(), Order.all("call"));
        });
    }

    private RunView ask(Exchange exchange, Plan plan, Kind kind, Order order) {
        RunView asked =
                backups.ask(plan.name(), kind, order, exchange.<Run, RunView>answer(RunView.class, RunView::of));
        worker.wake();
        return asked;
    }

    @Funq("backup-status")
    public Uni<StatusResponse> status(StatusRequest request) {
        return edge.call(Call.BACKUP_STATUS, request, calls::status);
    }
}
