package dev.mosaicstack.functions.backuptrigger.run;

import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Part;
import dev.mosaicstack.core.backup.Progress;
import dev.mosaicstack.core.backup.Sums;
import dev.mosaicstack.core.json.Sha256;
import dev.mosaicstack.functions.backuptrigger.plan.Source;
import dev.mosaicstack.functions.backuptrigger.proof.Proofs;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import dev.mosaicstack.functions.backuptrigger.tool.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A drill of a dump: its bytes are those that were dumped, and what it was made of can be made of it again. */
record DumpDrill(Work work, Source source) {

    private static final int BUFFER = 1024 * 1024;

    DrillJob.Shown run(Snapshot snapshot, Path scratch, Optional<Part> made) throws Failure {
        new Restoring(work, source.name()).run(snapshot, scratch, List.of());
        work.at(Progress.of("compare", source.name()));
        Path dump = only(scratch);
        Sums taken = made.map(Part::sums).orElse(null);
        try {
            long size = Files.size(dump);
            String same = taken == null ? "its checksum is no longer known" : same(dump, size, taken);
            String proof = Proofs.of(source).prove(work, dump, taken);
            return new DrillJob.Shown(size, same + "; " + proof);
        } catch (IOException e) {
            throw new Failure(Fault.DRILL_MISMATCH, "what was restored cannot be read: " + e.getMessage());
        }
    }

    /** The one file of the snapshot, whatever it was called when it was made. */
    private static Path only(Path scratch) throws Failure {
        try (Stream<Path> all = Files.walk(scratch)) {
            List<Path> files = all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .limit(2)
                    .toList();
            if (files.size() != 1) {
                throw new Failure(
                        Fault.DRILL_MISMATCH, "the snapshot has " + (files.isEmpty() ? "no file" : "several files"));
            }
            return files.getFirst();
        } catch (IOException e) {
            throw new Failure(Fault.DRILL_MISMATCH, "what was restored cannot be listed: " + e.getMessage());
        }
    }

    private String same(Path dump, long size, Sums taken) throws IOException, Failure {
        String sum = sha256(dump);
        if (size != taken.bytes() || !sum.equals(taken.sha256())) {
            throw new Failure(
                    Fault.DRILL_MISMATCH,
                    "the restored dump has " + size + " bytes of SHA-256 " + sum + ", and " + taken.bytes() + " of "
                            + taken.sha256() + " were dumped");
        }
        return "byte by byte as dumped";
    }

    private String sha256(Path dump) throws IOException, Failure {
        MessageDigest digest = Sha256.begin();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(dump)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                work.programs().mustGoOn();
            }
        }
        return Sha256.hex(digest);
    }
}
