package dev.mosaicstack.core.backup;

import dev.mosaicstack.core.input.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A run as callers see it. */
public record RunView(
        String runId,
        String policy,
        @Field("backup, structure, data, drill or restore") String kind,

        @Field("queued, running, succeeded, failed or interrupted")
        String state,

        @Field("schedule, call or command") String trigger,
        Instant requestedAt,
        Instant startedAt,
        Instant endedAt,
        Long durationMillis,
        @Field("How far it is, while it runs") Progress progress,
        @Field("Why it failed: a stable name") String code,
        @Field("Why it failed, in words") String detail,
        @Field("Where a restore writes to") String target,
        @Field("What it did with each source") List<Part> sources,
        Integer dataPart,
        Integer dataParts,
        Integer snapshotsRemoved,
        long version) {

    public static RunView of(Run run) {
        Cause cause = run.cause();
        Instant endedAt = run.endedAt();
        return new RunView(
                run.id(),
                run.policy(),
                run.kind().text(),
                run.stateText(),
                run.order().trigger(),
                run.requestedAt(),
                run.startedAt(),
                endedAt,
                endedAt == null || run.startedAt() == null
                        ? null
                        : Duration.between(run.startedAt(), endedAt).toMillis(),
                run.progress(),
                cause == null ? null : cause.code(),
                cause == null ? null : cause.detail(),
                run.order().target(),
                run.outcome().parts(),
                run.outcome().dataPart(),
                run.outcome().dataParts(),
                run.outcome().snapshotsRemoved(),
                run.version());
    }
}
