package dev.mosaicstack.functions.backuptrigger.run;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Part;
import dev.mosaicstack.core.backup.Progress;
import dev.mosaicstack.core.backup.Sums;
import dev.mosaicstack.core.json.Sha256;
import dev.mosaicstack.functions.backuptrigger.plan.Source;
import dev.mosaicstack.functions.backuptrigger.source.Dump;
import dev.mosaicstack.functions.backuptrigger.tool.Child;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.functions.backuptrigger.tool.Snapshot;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A dump that goes straight into restic. restic takes the end of its input for the end of the data, whatever ended it: so
 * the input is closed only once the dump is known to be whole, else restic is killed first. And because not even that
 * helps where we ourselves are killed, the snapshot counts as incomplete until it is told to be complete.
 */
final class StreamBackup {

    private static final Logger LOG = Logger.getLogger(StreamBackup.class);
    private static final int BUFFER = 256 * 1024;

    private final Work work;
    private final Source source;
    private final Dump dump;
    private final MessageDigest digest = Sha256.begin();
    private long bytes;

    StreamBackup(Work work, Source source, Dump dump) {
        this.work = work;
        this.source = source;
        this.dump = dump;
    }

    Part run() throws Failure {
        long begin = System.nanoTime();
        var summary = new Summary(source.name(), seen -> {});
        try {
            return part(begin, summary, feed(summary));
        } catch (Failure failure) {
            // With a snapshot it is not the dump that failed: that need not be made again.
            if (failure.fault() != Fault.REPOSITORY_LOCKED || summary.snapshotId() != null) {
                throw failure;
            }
            work.restic().unlock();
            var again = new StreamBackup(work, source, dump);
            var other = new Summary(source.name(), seen -> {});
            return again.part(begin, other, again.feed(other));
        }
    }

    private Part part(long begin, Summary summary, Sums sums) throws Failure {
        String snapshot = complete(summary.snapshotId());
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        return new Part(
                source.name(),
                source.kind(),
                snapshot,
                summary.files(),
                summary.added(),
                bytes,
                millis,
                List.of(),
                sums,
                null,
                null);
    }

    private Sums feed(Summary summary) throws Failure {
        try (Dump.Flow flow = dump.open(work);
                Child restic = work.restic().start(arguments())) {
            Thread listener = Thread.ofPlatform().daemon().start(() -> listen(restic, summary));
            List<Sums.Table> tables;
            try {
                copy(flow.stream(), restic);
                tables = flow.finish();
                work.programs().mustGoOn();
            } catch (Failure notWhole) {
                restic.killNow();
                removeLock();
                throw notWhole;
            }
            close(restic);
            if (work.restic().end(restic, "backup").exit() != 0) {
                throw new Failure(
                        Fault.RESTIC_FAILED, "restic backup did not take the whole dump: " + restic.lastWords());
            }
            join(listener);
            return new Sums(Sha256.hex(digest), bytes, tables);
        }
    }

    /** Who was killed leaves one. Where it cannot be removed now, the next one does who finds it in the way. */
    private void removeLock() {
        try {
            work.restic().unlock();
        } catch (Failure later) {
            LOG.debugf("a lock stays: %s", later.getMessage());
        }
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("backup", "--json"));
        arguments.addAll(Tags.of(work, source.name()));
        arguments.addAll(List.of("--tag", Tags.INCOMPLETE, "--stdin", "--stdin-filename", dump.fileName()));
        return arguments;
    }

    private void copy(InputStream from, Child restic) throws Failure {
        byte[] buffer = new byte[BUFFER];
        OutputStream to = restic.in();
        try {
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                write(to, buffer, read, restic);
                digest.update(buffer, 0, read);
                bytes += read;
                work.at(new Progress("dump", source.name(), null, bytes, null, null, null, null));
            }
        } catch (IOException e) {
            work.programs().mustGoOn();
            throw new Failure(Fault.DUMP_FAILED, "the dump cannot be read: " + e.getMessage());
        }
    }

    /** @throws Failure what restic died of, where it no longer takes anything */
    private void write(OutputStream to, byte[] buffer, int length, Child restic) throws Failure {
        try {
            to.write(buffer, 0, length);
        } catch (IOException e) {
            work.restic().end(restic, "backup");
            throw new Failure(Fault.RESTIC_FAILED, "restic backup no longer took the dump: " + e.getMessage());
        }
    }

    private void close(Child restic) throws Failure {
        try {
            restic.in().close();
        } catch (IOException e) {
            work.restic().end(restic, "backup");
            throw new Failure(Fault.RESTIC_FAILED, "restic backup no longer took the dump: " + e.getMessage());
        }
    }

    private static void listen(Child restic, Summary summary) {
        try (var reader = new BufferedReader(new InputStreamReader(restic.out(), StandardCharsets.UTF_8))) {
            reader.lines().forEach(summary::line);
        } catch (IOException | java.io.UncheckedIOException e) {
            // It was killed.
        }
    }

    private static void join(Thread listener) {
        try {
            listener.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return the snapshot's id, which changes with its tags */
    private String complete(String snapshot) throws Failure {
        if (snapshot == null) {
            throw new Failure(Fault.RESTIC_FAILED, "restic backup named no snapshot");
        }
        work.restic().run(line -> {}, "tag", "--remove", Tags.INCOMPLETE, snapshot);
        return work.snapshots().all().stream()
                .filter(found ->
                        work.run().id().equals(found.run()) && source.name().equals(found.source()))
                .map(Snapshot::shortId)
                .findFirst()
                .orElseThrow(() -> new Failure(Fault.RESTIC_FAILED, "the snapshot is gone"));
    }
}
