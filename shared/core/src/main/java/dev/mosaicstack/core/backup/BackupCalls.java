package dev.mosaicstack.core.backup;

import dev.mosaicstack.core.access.Exchange;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.input.Field;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.wait.Patience;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The call backup-status: it asks the database alone, so that it can be answered where no backup is made. */
@Singleton
public final class BackupCalls {

    public record StatusRequest(
            @Field(value = "One run; then nothing but the next two may be given", id = true)
            String runId,

            @Field(value = Patience.WAIT, min = 0, max = Patience.MAX_SECONDS)
            Integer waitSeconds,

            @Field(value = "Waits until the run has a later version than this; 0 where left out", min = 0)
            Long sinceVersion,

            @Field("Only this policy and its runs") String policy,

            @Field(
                    value = "Only runs of this kind",
                    oneOf = {"backup", "structure", "data", "drill", "restore"})
            String kind,

            @Field(
                    value = "Only runs in this state",
                    oneOf = {"queued", "running", "succeeded", "failed", "interrupted"})
            String state,

            @Field(value = Page.LIMIT, min = 1, max = Page.MOST)
            Integer limit,

            @Field(Page.CURSOR) String cursor) {}

    /** @param policies what has to be done and when it was; @param items runs, the newest first */
    public record StatusResponse(
            List<DutyView> policies,
            List<RunView> items,
            @Field(Page.NEXT) String nextCursor) {}

    /** One thing that a policy has to do again and again. */
    public record DutyView(
            String policy,
            @Field("backup, structure, data or drill") String kind,
            String schedule,
            Instant nextAt,

            @Field("When the newest good run ended; absent where there was none")
            Instant lastGoodAt,

            @Field("Seconds since then") Long ageSeconds,
            String lastGoodRunId,

            @Field("When it is overdue unless there is a good run")
            Instant dueAt,

            boolean overdue) {

        public static DutyView of(Duty duty, Instant now) {
            return new DutyView(
                    duty.policy(),
                    duty.kind().text(),
                    duty.schedule(),
                    duty.nextAt(),
                    duty.lastGoodAt(),
                    duty.lastGoodAt() == null
                            ? null
                            : now.getEpochSecond() - duty.lastGoodAt().getEpochSecond(),
                    duty.lastGoodRun(),
                    duty.dueAt(),
                    duty.dueAt() != null && !duty.dueAt().isAfter(now));
        }
    }

    private final WatchBackups backups;

    public BackupCalls(WatchBackups backups) {
        this.backups = backups;
    }

    public StatusResponse status(Exchange exchange, StatusRequest request) {
        return request.runId() == null ? all(request) : one(exchange, request);
    }

    private StatusResponse one(Exchange exchange, StatusRequest request) {
        var check = new Check();
        String id = check.id("runId", request.runId());
        Patience patience = Patience.of(check, request.waitSeconds());
        long since = request.sinceVersion() == null
                ? 0
                : check.required("sinceVersion", request.sinceVersion(), 0, Long.MAX_VALUE);
        if (request.policy() != null || request.kind() != null || request.state() != null) {
            check.problem("runId", "goes with none of policy, kind and state");
        }
        check.done();
        Run run = backups.run(id, since, exchange.patient(patience));
        return new StatusResponse(List.of(), List.of(RunView.of(run)), null);
    }

    private StatusResponse all(StatusRequest request) {
        var check = new Check();
        Page.Ask ask = Page.Ask.of(check, request.limit(), request.cursor());
        var filter = new Backups.Filter(
                request.policy(),
                check.oneOf("kind", request.kind(), "backup", "structure", "data", "drill", "restore"),
                check.oneOf("state", request.state(), "queued", "running", "succeeded", "failed", "interrupted"));
        if (request.waitSeconds() != null || request.sinceVersion() != null) {
            check.problem("runId", "is required with waitSeconds or sinceVersion");
        }
        check.done();
        List<DutyView> duties = new ArrayList<>();
        for (Duty duty : backups.duties()) {
            if (request.policy() == null || request.policy().equals(duty.policy())) {
                duties.add(DutyView.of(duty, backups.now()));
            }
        }
        Page<RunView> page = Page.of(backups.runs(filter, ask), ask, Run::id).map(RunView::of);
        return new StatusResponse(duties, page.items(), page.nextCursor());
    }
}
