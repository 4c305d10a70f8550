package dev.mosaicstack.functions.backuptrigger;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.functions.backuptrigger.plan.Plan;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.functions.backuptrigger.tool.Programs;
import dev.mosaicstack.functions.backuptrigger.tool.Restic;
import dev.mosaicstack.functions.backuptrigger.tool.Snapshot;
import dev.mosaicstack.functions.backuptrigger.tool.Snapshots;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Asks restic what there is: nobody else knows for sure. */
final class SnapshotList {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration LATER = Duration.ofSeconds(10);

    /** Each restic takes a processor and some 100 MiB for a second or so. */
    private final Semaphore restics = new Semaphore(2);

    private final Path work;

    /** @param work where restic's cache is */
    SnapshotList(Path work) {
        this.work = work;
    }

    /** @param source null for all @param after null from the newest, else as of {@link #key}: only what is older */
    record Ask(String source, int limit, String after) {

        static Ask of(Check check, String source, Integer limit, String cursor) {
            int most = check.number("limit", limit, 1, Page.MOST, 50);
            return new Ask(source, most, cursor == null ? null : decode(check, cursor));
        }

        private static String decode(Check check, String cursor) {
            try {
                String key = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
                if (key.matches("\\d{20} [0-9a-f]{64}")) {
                    return key;
                }
            } catch (IllegalArgumentException e) {
                // As below.
            }
            check.problem("cursor", "is not one that a list returned");
            return null;
        }
    }

    /** @throws Refusal.Unavailable {@code BACKUP_UNAVAILABLE} where restic does not say it */
    Page<Snapshot> page(Plan plan, Ask ask) {
        List<Snapshot> rows = all(plan).stream()
                .filter(snapshot -> ask.source() == null || ask.source().equals(snapshot.source()))
                .filter(snapshot -> ask.after() == null || key(snapshot).compareTo(ask.after()) < 0)
                .sorted((one, other) -> key(other).compareTo(key(one)))
                .limit(ask.limit() + 1L)
                .toList();
        return Page.of(rows, new Page.Ask(ask.limit(), null), SnapshotList::key);
    }

    /** In the order of time; what is forgotten meanwhile changes nothing. */
    private static String key(Snapshot snapshot) {
        return String.format("%020d %s", snapshot.time().toEpochMilli(), snapshot.id());
    }

    private List<Snapshot> all(Plan plan) {
        try {
            if (!restics.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw unavailable("too many ask at once");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("it was told to stop");
        }
        try {
            var programs = new Programs();
            var why = new Failure(Fault.TIMED_OUT, "restic snapshots took longer than " + PATIENCE.toSeconds() + " s");
            return programs.within(PATIENCE, why, () -> new Snapshots(new Restic(programs, plan, work), plan).all());
        } catch (Failure failure) {
            throw unavailable(failure.fault() + ": " + failure.getMessage());
        } finally {
            restics.release();
        }
    }

    private static Refusal.Unavailable unavailable(String detail) {
        return new Refusal.Unavailable("BACKUP_UNAVAILABLE", detail, LATER);
    }
}
