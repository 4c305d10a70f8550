package dev.mosaicstack.functions.backuptrigger;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.access.Exchange;
import dev.mosaicstack.core.backup.Kind;
import dev.mosaicstack.core.backup.Order;
import dev.mosaicstack.core.backup.PlanBackups;
import dev.mosaicstack.core.backup.Run;
import dev.mosaicstack.core.backup.RunView;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.input.Field;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.functions.backuptrigger.plan.BackupSettings;
import dev.mosaicstack.functions.backuptrigger.plan.Plan;
import dev.mosaicstack.functions.backuptrigger.plan.Plans;
import dev.mosaicstack.functions.backuptrigger.plan.Source;
import dev.mosaicstack.functions.backuptrigger.run.Worker;
import dev.mosaicstack.functions.backuptrigger.tool.Snapshot;
import dev.mosaicstack.functions.backuptrigger.tool.Snapshots;
import dev.mosaicstack.web.Edge;
import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** POST /backup-list, /backup-restore: what can be restored, and restoring it. */
public class SnapshotFunction {

    public record ListRequest(
            @Field(value = "The policy", required = true) String policy,
            @Field("Only this source of it") String source,

            @Field(value = Page.LIMIT, min = 1, max = Page.MOST)
            Integer limit,

            @Field(Page.CURSOR) String cursor) {}

    /** @param items the newest first */
    public record ListResponse(
            List<Item> items, @Field(Page.NEXT) String nextCursor) {}

    public record Item(
            String snapshotId,
            @Field("Absent where another program made it") String source,
            Instant time,
            String host,
            List<String> paths,
            List<String> tags,
            @Field("The run that made it") String runId,

            @Field("False where its run could not read everything; it is no backup then")
            boolean complete) {

        static Item of(Snapshot snapshot) {
            return new Item(
                    snapshot.id(),
                    snapshot.source(),
                    snapshot.time(),
                    snapshot.host(),
                    snapshot.paths(),
                    snapshot.tags(),
                    snapshot.run(),
                    snapshot.complete());
        }
    }

    public record RestoreRequest(
            @Field(value = "The policy", required = true) String policy,

            @Field(
                    value =
                            "A snapshot's id, or its first characters, or latest: the newest complete one of the source."
                                    + " Without a source, that of each, into a folder of the source's name each",
                    required = true)
            String snapshot,

            @Field("Only this source of the policy") String source,

            @Field(
                    value = "Where to: a path below the folder for restores, which is empty or not there; it appears"
                            + " once it is whole",
                    required = true)
            String target,

            @Field("Only these paths in the snapshot, as of restic restore --include; all where left out")
            List<String> include) {}

    private final Edge edge;
    private final SnapshotList lists;
    private final PlanBackups backups;
    private final Plans plans;
    private final Worker worker;
    private final RestoreRoot root;

    SnapshotFunction(Edge edge, BackupSettings settings, PlanBackups backups, Plans plans, Worker worker) {
        this.edge = edge;
        this.lists = new SnapshotList(Path.of(settings.work()).toAbsolutePath());
        this.backups = backups;
        this.plans = plans;
        this.worker = worker;
        this.root = new RestoreRoot(Path.of(settings.restoreRoot()).toAbsolutePath());
    }

    @Funq("backup-list")
    public Uni<ListResponse> list(ListRequest request) {
        return edge.call(Call.BACKUP_LIST, request, (exchange, asked) -> {
            var check = new Check();
            check.text("policy", asked.policy());
            SnapshotList.Ask ask = SnapshotList.Ask.of(check, asked.source(), asked.limit(), asked.cursor());
            check.done();
            Page<Snapshot> page = lists.page(plans.plan(asked.policy()), ask);
            return new ListResponse(page.items().stream().map(Item::of).toList(), page.nextCursor());
        });
    }

    @Funq("backup-restore")
    public Uni<RunView> restore(RestoreRequest request) {
        return edge.call(Call.BACKUP_RESTORE, 202, request, this::restore);
    }

    private RunView restore(Exchange exchange, RestoreRequest asked) {
        var check = new Check();
        check.text("policy", asked.policy());
        check.done();
        Plan plan = plans.plan(asked.policy());
        String snapshot = check.text("snapshot", asked.snapshot());
        if (!snapshot.equals(Snapshots.LATEST) && !snapshot.matches("[0-9a-f]{4,64}")) {
            check.problem("snapshot", "is neither latest nor 4 to 64 hexadecimal digits");
        }
        List<String> sources = asked.source() == null ? List.of() : List.of(asked.source());
        List<String> known = plan.sources().stream().map(Source::name).toList();
        if (!known.containsAll(sources)) {
            check.problem("source", "is none of the policy");
        }
        Path target = root.resolve(check, asked.target());
        List<String> include = include(check, asked.include());
        check.done();
        var order = new Order("call", sources, snapshot, target.toString(), include);
        RunView run = backups.ask(
                plan.name(), Kind.RESTORE, order, exchange.<Run, RunView>answer(RunView.class, RunView::of));
        worker.wake();
        return run;
    }

    private static List<String> include(Check check, List<String> include) {
        List<String> patterns = include == null ? List.of() : List.copyOf(include);
        if (patterns.size() > 100) {
            check.problem("include", "has more than 100 entries");
        }
        patterns.forEach(pattern -> {
            check.text("include", pattern);
            if (pattern.indexOf('\0') >= 0) {
                check.problem("include", "has a character that no path has");
            }
        });
        return patterns;
    }
}
