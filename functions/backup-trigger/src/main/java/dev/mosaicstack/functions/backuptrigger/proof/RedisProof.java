package dev.mosaicstack.functions.backuptrigger.proof;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Sums;
import dev.mosaicstack.functions.backuptrigger.plan.Source;
import dev.mosaicstack.functions.backuptrigger.run.Work;
import dev.mosaicstack.functions.backuptrigger.run.WorkFolder;
import dev.mosaicstack.functions.backuptrigger.source.RdbStream;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.functions.backuptrigger.tool.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A server of our own loads the restored RDB, and says how many keys it has. That takes the memory that they take. */
record RedisProof(Source.Redis source) implements Proof {

    @Override
    public String prove(Work work, Path restored, Sums taken) throws Failure {
        mustBeWhole(work, restored);
        if (Tool.REDIS_SERVER.find().isEmpty()) {
            return onlyBytes(restored, taken, "there is no redis-server on the PATH to load it");
        }
        Path scratch = null;
        try {
            scratch = Files.createTempDirectory(work.folder(), "redis-");
            Files.createSymbolicLink(scratch.resolve(ScratchRedis.RDB), restored.toAbsolutePath());
            Optional<List<Sums.Table>> loaded = new ScratchRedis(work.programs(), scratch).load();
            return loaded.isEmpty()
                    ? onlyBytes(restored, taken, "the redis-server here does not know all that is in it")
                    : compare(loaded.get(), taken);
        } catch (IOException e) {
            throw new Failure(Fault.TARGET_UNWRITABLE, "no folder can be made in " + work.folder() + ": " + e);
        } finally {
            if (scratch != null) {
                WorkFolder.delete(scratch);
            }
        }
    }

    private static void mustBeWhole(Work work, Path restored) throws Failure {
        try (InputStream file = Files.newInputStream(restored);
                var rdb = new RdbStream(file)) {
            byte[] buffer = new byte[64 * 1024];
            while (rdb.read(buffer) >= 0) {
                work.programs().mustGoOn();
            }
            if (!rdb.whole() || rdb.marked()) {
                throw new Failure(Fault.DRILL_MISMATCH, "the restored RDB is damaged: its checksum is another");
            }
        } catch (IOException e) {
            throw new Failure(Fault.DRILL_MISMATCH, "the restored RDB cannot be read: " + e.getMessage());
        }
    }

    /** The first database alone was counted when it was dumped. */
    private static String compare(List<Sums.Table> loaded, Sums taken) throws Failure {
        if (taken != null) {
            Set<String> names = taken.tables().stream().map(Sums.Table::name).collect(Collectors.toSet());
            counted(loaded.stream()
                            .filter(table -> names.contains(table.name()))
                            .toList())
                    .compare(taken);
        }
        return "loaded by a redis-server: " + counted(loaded).much() + (taken == null ? "" : ", as dumped");
    }

    private static Counted counted(List<Sums.Table> databases) {
        return new Counted("database", "key", databases);
    }

    private static String onlyBytes(Path restored, Sums taken, String why) {
        return String.format(
                        Locale.ROOT,
                        "a whole RDB of %,d bytes",
                        restored.toFile().length()) + (taken == null ? "" : ", as dumped")
                + "; only that was looked at: " + why;
    }
}
