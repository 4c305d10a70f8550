package dev.mosaicstack.functions.backuptrigger.run;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Part;
import dev.mosaicstack.functions.backuptrigger.plan.Source;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.functions.backuptrigger.tool.Programs;
import dev.mosaicstack.functions.backuptrigger.tool.Restic;
import dev.mosaicstack.functions.backuptrigger.tool.Snapshot;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Folders, read by restic itself. Files that change or go while they are read are read again in another pass, which takes
 * only as long as what has changed.
 */
final class FilesBackup {

    /** Passes before a source counts as one that does not hold still. */
    private static final int PASSES = 3;

    private static final String SKIPPED = " does not exist, skipping";

    private static final Logger LOG = Logger.getLogger(FilesBackup.class);

    /** Less than a process that is told to stop waits for its runs. */
    private static final Duration LAST = Duration.ofSeconds(15);

    private final Work work;
    private final Source.Files source;
    private final List<String> warnings = new ArrayList<>();

    /** Whether there is a snapshot of ours that is not known to be whole: as good as none until it is. */
    private boolean unproven;

    private long added;

    FilesBackup(Work work, Source.Files source) {
        this.work = work;
        this.source = source;
    }

    Part run() throws Failure {
        long begin = System.nanoTime();
        for (Path path : source.paths()) {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new Failure(Fault.SOURCE_MISSING, path + " does not exist");
            }
        }
        try {
            return passes(begin);
        } catch (Failure failure) {
            disown();
            throw failure;
        }
    }

    private Part passes(long begin) throws Failure {
        Summary summary = null;
        List<String> restless = List.of();
        for (int pass = 1; pass <= PASSES; pass++) {
            String earlier = summary == null ? null : summary.snapshotId();
            summary = new Summary(source.name(), work::at);
            restless = pass(summary);
            drop(earlier);
            if (restless.isEmpty() || source.acceptsChanges()) {
                break;
            }
        }
        mustNotBeEmptied(summary);
        return judge(summary, restless, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    }

    /** @return what changed or went while it was read */
    private List<String> pass(Summary summary) throws Failure {
        Instant begin = Instant.now();
        Restic.Ended ended = work.restic().run(summary::line, arguments());
        if (summary.snapshotId() == null) {
            throw new Failure(Fault.RESTIC_FAILED, "restic backup named no snapshot");
        }
        unproven = true;
        mustHaveBeenThere(ended.said());
        added += summary.added() == null ? 0 : summary.added();
        List<String> restless = new ArrayList<>();
        if (ended.exit() == 3) {
            restless.addAll(new Unread(ended.said()).gone());
        }
        restless.addAll(new Changes(work.restic(), source).since(begin, summary.snapshotId()));
        return restless;
    }

    /**
     * restic leaves out a path that is not there when it begins, and calls that a success; of one that goes later it may
     * have seen no more than the name.
     */
    private void mustHaveBeenThere(String said) throws Failure {
        for (Path path : source.paths()) {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new Failure(Fault.SOURCE_MISSING, path + " went while it was read");
            }
        }
        for (String line : said.lines().toList()) {
            if (line.endsWith(SKIPPED)) {
                throw new Failure(
                        Fault.SOURCE_MISSING,
                        line.substring(0, line.length() - SKIPPED.length()) + " went while it was read");
            }
        }
    }

    private String[] arguments() {
        List<String> arguments = new ArrayList<>(List.of("backup", "--json"));
        arguments.addAll(Tags.of(work, source.name()));
        // Where the policy backs up our own data: a cache of the repository, and what other runs need for a while.
        arguments.add("--exclude=" + work.restic().work());
        source.excludes().forEach(pattern -> arguments.add("--exclude=" + pattern));
        if (source.oneFileSystem()) {
            arguments.add("--one-file-system");
        }
        arguments.add("--");
        source.paths().forEach(path -> arguments.add(path.toString()));
        return arguments.toArray(String[]::new);
    }

    /** The snapshot of an earlier pass: the next one has all that is in it. */
    private void drop(String snapshot) throws Failure {
        if (snapshot != null) {
            work.restic().run(line -> {}, "forget", snapshot);
        }
    }

    /** A disk that is not mounted looks like a folder that somebody has emptied: that must not age out what there was. */
    private void mustNotBeEmptied(Summary summary) throws Failure {
        Part.Files files = summary.files();
        if (files == null || files.created() + files.changed() + files.unmodified() > 0) {
            return;
        }
        for (Snapshot earlier : work.snapshots().all()) {
            boolean ours = source.name().equals(earlier.source()) && earlier.complete();
            if (ours && !earlier.id().startsWith(summary.snapshotId())) {
                if (hasFiles(earlier)) {
                    throw new Failure(
                            Fault.SOURCE_MISSING,
                            "there is no file in it any more, and snapshot " + earlier.shortId()
                                    + " has some: is its disk mounted?");
                }
                return;
            }
        }
        warnings.add("there is no file in it");
    }

    private boolean hasFiles(Snapshot snapshot) throws Failure {
        var found = new AtomicBoolean();
        work.restic()
                .run(
                        line -> found.compareAndSet(false, line.contains("\"type\":\"file\"")),
                        "ls",
                        "--json",
                        "--no-lock",
                        snapshot.id());
        return found.get();
    }

    private Part judge(Summary summary, List<String> restless, long millis) throws Failure {
        if (!restless.isEmpty()) {
            String names = String.join(", ", restless.subList(0, Math.min(3, restless.size())));
            String what = restless.size() + " files changed or went while they were read: " + names
                    + (restless.size() > 3 ? ", ..." : "");
            if (!source.acceptsChanges()) {
                throw new Failure(Fault.SOURCE_CHANGED, what + ", in each of " + PASSES + " passes");
            }
            warnings.add(what);
        }
        return new Part(
                source.name(),
                source.kind(),
                summary.snapshotId(),
                summary.files(),
                added,
                summary.processed(),
                millis,
                warnings,
                null,
                null,
                null);
    }

    /**
     * Better than nothing for who has lost everything; nothing of ours takes them for a backup. By the tags of the run and not
     * by name: a restic that was stopped may have made a snapshot and not have come to say so.
     */
    private void disown() {
        if (!unproven && !work.programs().stopped()) {
            return;
        }
        String run = Snapshot.runTag(work.run().id()) + "," + Snapshot.sourceTag(source.name());
        try {
            mark("tag", "--add", Tags.INCOMPLETE, "--tag", run);
        } catch (Failure failure) {
            LOG.warnf(
                    "what there is of %s is not whole, and cannot be marked so before the next run; %s",
                    run, failure.getMessage());
        }
    }

    /** Where the run was told to stop, by a program that is not one of the run's, and not for long. */
    private void mark(String... arguments) throws Failure {
        try {
            work.restic().run(line -> {}, arguments);
            return;
        } catch (Failure failure) {
            if (!work.programs().stopped()) {
                throw failure;
            }
        }
        var own = new Programs();
        var restic = work.restic().with(own);
        var why = new Failure(Fault.TIMED_OUT, "it took longer than " + LAST);
        own.within(LAST, why, () -> restic.run(line -> {}, arguments));
    }
}
