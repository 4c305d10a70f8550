package dev.mosaicstack.functions.backuptrigger;

import dev.mosaicstack.core.backup.Backups;
import dev.mosaicstack.core.backup.Duty;
import dev.mosaicstack.core.backup.Kind;
import dev.mosaicstack.core.backup.LookAtBackups;
import dev.mosaicstack.core.backup.LookAtBackups.Seen;
import dev.mosaicstack.core.backup.LookAtBackups.Standing;
import dev.mosaicstack.core.backup.Part;
import dev.mosaicstack.core.backup.Run;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** How backups are doing, for {@code GET /metrics}: what is in the database, so it is the same in every process. */
@Singleton
public class BackupMetrics implements MultiCollector {

    private final LookAtBackups look;

    BackupMetrics(LookAtBackups look) {
        this.look = look;
    }

    @Override
    public MetricSnapshots collect() {
        Seen seen = look.look();
        return MetricSnapshots.of(
                duties(
                        seen,
                        "last_success_timestamp_seconds",
                        "When the newest good run ended, in seconds since 1970; absent where there was none.",
                        standing -> seconds(standing.duty().lastGoodAt())),
                duties(
                        seen,
                        "due_timestamp_seconds",
                        "When it is overdue unless there is a good run, in seconds since 1970; absent for never.",
                        standing -> seconds(standing.duty().dueAt())),
                duties(
                        seen,
                        "next_run_timestamp_seconds",
                        "The schedule's next time, in seconds since 1970; absent where there is none.",
                        standing -> seconds(standing.duty().nextAt())),
                duties(
                        seen,
                        "overdue",
                        "1 where it is overdue, 0 where it is not; absent where it is never overdue.",
                        standing -> overdue(standing.duty(), seen.at())),
                duties(
                        seen,
                        "last_run_success",
                        "1 where the last run that ended was good, 0 where it was not.",
                        standing -> standing.last() == null ? null : succeeded(standing.last()) ? 1.0 : 0.0),
                duties(
                        seen,
                        "last_run_duration_seconds",
                        "How long the last run that ended took.",
                        standing -> standing.last() == null ? null : duration(standing.last())),
                duties(seen, "running", "1 while a run is under way, else 0.", standing -> running(seen, standing)),
                runs(seen.counts()),
                sources(seen, "added_bytes", "Bytes that the last good backup added.", Part::bytesAdded),
                sources(seen, "processed_bytes", "Bytes that the last good backup read.", Part::bytesProcessed),
                files(seen));
    }

    private static GaugeSnapshot duties(Seen seen, String name, String help, Function<Standing, Double> value) {
        var gauge = GaugeSnapshot.builder().name("mosaic_backup_" + name).help(help);
        for (Standing standing : seen.standings()) {
            Double now = value.apply(standing);
            if (now != null) {
                gauge.dataPoint(
                        point(labels(standing.duty().policy(), standing.duty().kind()), now));
            }
        }
        return gauge.build();
    }

    /** A gauge: rows are forgotten after a while. */
    private static GaugeSnapshot runs(List<Backups.Count> counts) {
        var gauge = GaugeSnapshot.builder()
                .name("mosaic_backup_runs")
                .help("Runs that are kept in the database, by what became of them.");
        counts.forEach(count ->
                gauge.dataPoint(point(labels(count.policy(), count.kind()).add("state", count.state()), count.runs())));
        return gauge.build();
    }

    private static GaugeSnapshot sources(Seen seen, String name, String help, Function<Part, Long> value) {
        var gauge = GaugeSnapshot.builder().name("mosaic_backup_source_" + name).help(help);
        for (Standing standing : seen.standings()) {
            for (Part part : parts(standing)) {
                Long now = value.apply(part);
                if (now != null) {
                    gauge.dataPoint(point(source(standing, part), now));
                }
            }
        }
        return gauge.build();
    }

    private static GaugeSnapshot files(Seen seen) {
        var gauge = GaugeSnapshot.builder()
                .name("mosaic_backup_source_files")
                .help("Files of the last good backup, by what they were to the one before.");
        for (Standing standing : seen.standings()) {
            for (Part part : parts(standing)) {
                Part.Files files = part.files();
                if (files != null) {
                    Labels source = source(standing, part);
                    gauge.dataPoint(point(source.add("state", "new"), files.created()));
                    gauge.dataPoint(point(source.add("state", "changed"), files.changed()));
                    gauge.dataPoint(point(source.add("state", "unmodified"), files.unmodified()));
                }
            }
        }
        return gauge.build();
    }

    private static List<Part> parts(Standing standing) {
        boolean backup = standing.duty().kind() == Kind.BACKUP && standing.lastGood() != null;
        return backup ? standing.lastGood().outcome().parts() : List.of();
    }

    private static Labels labels(String policy, Kind kind) {
        return Labels.of("policy", policy, "kind", kind.text());
    }

    private static Labels source(Standing standing, Part part) {
        return Labels.of("policy", standing.duty().policy(), "source", part.source());
    }

    private static GaugeDataPointSnapshot point(Labels labels, double value) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }

    private static Double seconds(Instant at) {
        return at == null ? null : at.toEpochMilli() / 1000.0;
    }

    private static Double overdue(Duty duty, Instant now) {
        return duty.dueAt() == null ? null : duty.dueAt().isAfter(now) ? 0.0 : 1.0;
    }

    private static boolean succeeded(Run run) {
        return run.state() instanceof Run.State.Succeeded;
    }

    /** @return null where it never began */
    private static Double duration(Run run) {
        return run.startedAt() == null
                ? null
                : Duration.between(run.startedAt(), run.endedAt()).toMillis() / 1000.0;
    }

    private static double running(Seen seen, Standing standing) {
        return seen.counts().stream()
                        .anyMatch(count -> count.policy().equals(standing.duty().policy())
                                && count.kind() == standing.duty().kind()
                                && count.state().equals("running"))
                ? 1
                : 0;
    }
}
