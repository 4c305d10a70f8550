package dev.mosaicstack.bench;

import dev.mosaicstack.bench.figure.Rounds;
import dev.mosaicstack.bench.load.BackupRuns;
import dev.mosaicstack.bench.load.BackupRuns.Took;
import dev.mosaicstack.bench.load.BackupSource;
import dev.mosaicstack.bench.load.ResticAlone;
import dev.mosaicstack.bench.product.Product;
import dev.mosaicstack.bench.product.Workshop;
import dev.mosaicstack.bench.report.Goal;
import dev.mosaicstack.bench.report.Table;
import dev.mosaicstack.bench.report.Text;
import dev.mosaicstack.testkit.PlainRestic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Backups of a folder and a drill, beside restic alone on the same data, each with a repository of its own. */
final class BackupBenchmark implements Benchmark {

    private static final double AS_RESTIC = 1.05;
    private static final double AS_RESTORE = 2;
    private static final double MEBIBYTES = 80;

    @Override
    public List<Table> run(Plan plan) {
        try (Workshop workshop = Workshop.open(plan.root())) {
            var source = new BackupSource(workshop.folder().resolve("source")).write();
            var plain = new ResticAlone(PlainRestic.in(workshop.folder().resolve("plain")));
            var ours = new ResticAlone(PlainRestic.in(workshop.folder().resolve("ours")));
            try (Product product = Product.set(workshop, "data", settings(ours.restic(), source))) {
                return List.of(measure(plan, source, plain, ours, new BackupRuns(product, "bench")));
            }
        }
    }

    private static Map<String, String> settings(PlainRestic repository, BackupSource source) {
        String policy = "MOSAIC_BACKUP_POLICIES_BENCH_";
        return Map.of(
                policy + "REPOSITORY", repository.repository().toString(),
                policy + "PASSWORD_FILE", repository.passwordFile().toString(),
                policy + "SOURCES_FILES_KIND", "files",
                policy + "SOURCES_FILES_PATHS", source.folder().toString());
    }

    private static Table measure(Plan plan, BackupSource source, ResticAlone plain, ResticAlone ours, BackupRuns runs) {
        List<Plan.Series<Took>> all = new ArrayList<>();
        all.add(new Plan.Series<>("restic alone, 1 GiB, first", () -> {
            plain.begin();
            return took(plain.backup(source.folder()));
        }));
        all.add(new Plan.Series<>("1 GiB, first", () -> {
            ours.begin();
            return runs.backup();
        }));
        long[] seed = {0};
        all.add(new Plan.Series<>(
                "restic alone, 1 % changed",
                () -> {
                    source.change(seed[0]++);
                    return took(plain.backup(source.folder()));
                }));
        all.add(new Plan.Series<>("1 % changed", runs::backup));
        all.add(new Plan.Series<>("restic alone, unchanged", () -> took(plain.backup(source.folder()))));
        all.add(new Plan.Series<>("unchanged", runs::backup));
        Path restored = source.folder().resolveSibling("restored");
        Supplier<Took> restore = () -> took(plain.restore(restored));
        all.add(new Plan.Series<>("restic restore alone", restore));
        all.add(new Plan.Series<>("drill", runs::drill));
        plan.warmUp(all);
        plan.inTurn(all);
        return table(all);
    }

    private static Took took(double seconds) {
        return new Took(seconds, 0, 0);
    }

    private static Table table(List<Plan.Series<Took>> all) {
        var table = new Table(
                "backup of 1 GiB in 1,024 files, half random",
                "what",
                "from the call to its end",
                "ratio",
                "our memory above idle");
        for (int i = 0; i < all.size(); i += 2) {
            Rounds alone = all.get(i).figure(Took::seconds);
            Rounds with = all.get(i + 1).figure(Took::seconds);
            Rounds above = all.get(i + 1).figure(Took::above);
            Rounds ratio = with.ratioTo(alone);
            boolean drill = i + 2 == all.size();
            table.row(all.get(i).name(), Text.seconds(alone), "1", "");
            table.row(
                    Goal.atMost(drill ? AS_RESTORE : AS_RESTIC, "", ratio.median())
                            .and(Goal.atMost(MEBIBYTES, " MiB", above.max())),
                    all.get(i + 1).name(),
                    Text.seconds(with),
                    Text.ratio(ratio),
                    Text.mebibytes(above));
        }
        return table.note(
                "A ratio is to the row above it, of the same round. Ours is the time from `backup-run` or"
                        + " `backup-verify` to the answer that says that it succeeded; restic alone is the program, run as it is."
                        + " Memory is that of our process, its peak less what it had before the first run; restic's is its own.");
    }
}
