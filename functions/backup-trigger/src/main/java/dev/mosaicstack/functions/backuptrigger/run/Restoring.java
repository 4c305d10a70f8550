package dev.mosaicstack.functions.backuptrigger.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Progress;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.backuptrigger.compare.Amounts;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.functions.backuptrigger.tool.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A restore by restic, which reads again what it wrote and compares its checksums. */
final class Restoring {

    private final Work work;
    private final String source;
    private final Runnable written;
    private boolean told;

    Restoring(Work work, String source) {
        this(work, source, () -> {});
    }

    /** @param written called once, when all is written and restic, while it reads it again, no longer changes it */
    Restoring(Work work, String source, Runnable written) {
        this.work = work;
        this.source = source;
        this.written = written;
    }

    /**
     * @param include patterns; everything where it is empty
     * @throws Failure {@code TARGET_UNWRITABLE} where it is the target's fault
     */
    void run(Snapshot snapshot, Path target, List<String> include) throws Failure {
        work.at(Progress.of("restore", source));
        List<String> arguments =
                new ArrayList<>(List.of("restore", "--json", "--verify", "--target", target.toString(), snapshot.id()));
        include.forEach(pattern -> arguments.add("--include=" + pattern));
        try {
            work.restic().run(this::line, arguments.toArray(String[]::new));
        } catch (Failure failure) {
            throw new Failure(fault(failure, target), failure.getMessage());
        }
        tell();
    }

    private void tell() {
        if (!told) {
            told = true;
            written.run();
        }
    }

    /** restic's words are the same for both ends. */
    private static Fault fault(Failure failure, Path target) {
        String words = failure.getMessage();
        return switch (failure.fault()) {
            case REPOSITORY_FULL -> Fault.TARGET_UNWRITABLE;
            case REPOSITORY_UNREACHABLE ->
                words.contains(target.toString()) ? Fault.TARGET_UNWRITABLE : failure.fault();
            default -> failure.fault();
        };
    }

    /** 0.17 and newer say how far they are. */
    private void line(String line) {
        if (line.startsWith("verifying files")) {
            tell();
        } else if (line.startsWith("{")) {
            JsonNode message = Json.tree(line);
            switch (message.path("message_type").asText()) {
                case "status" -> status(message);
                case "summary" -> tell();
                default -> {
                    // Names of files, where it is told to be verbose.
                }
            }
        }
    }

    private void status(JsonNode status) {
        work.at(new Progress(
                "restore",
                source,
                (int) Math.min(100, status.path("percent_done").asDouble() * 100),
                status.path("bytes_restored").asLong(),
                status.path("total_bytes").asLong(),
                status.path("files_restored").asLong(),
                status.path("total_files").asLong(),
                null));
    }

    /** @throws Failure {@code TARGET_UNWRITABLE} where there is not so much room */
    static void mustHaveRoom(Path target, long bytes) throws Failure {
        Path there = target;
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        try {
            long room = Files.getFileStore(there).getUsableSpace();
            if (room < bytes) {
                throw new Failure(
                        Fault.TARGET_UNWRITABLE,
                        there + " has room for " + Amounts.bytes(room) + ", and " + Amounts.bytes(bytes)
                                + " are to be restored");
            }
        } catch (IOException e) {
            throw new Failure(Fault.TARGET_UNWRITABLE, "cannot see how much room " + there + " has: " + e.getMessage());
        }
    }
}
