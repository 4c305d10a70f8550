package dev.mosaicstack.functions.allinone.backup;

import dev.mosaicstack.core.backup.Cause;
import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Part;
import dev.mosaicstack.core.backup.Run;
import dev.mosaicstack.functions.allinone.Terminal;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What came of a run, for people. */
record Verdict(Run run, Terminal terminal) {

    void print(PrintStream out, PrintStream errors) {
        String what = run.kind().text() + " of " + run.policy();
        Cause cause = run.cause();
        if (!run.ended()) {
            errors.println("mosaic: " + what + " was not done: stopped while it waited");
            return;
        }
        if (cause == null) {
            out.println(terminal.good(terminal.tick()) + " " + what + " in " + took() + ", run " + run.id());
        }
        // The one that failed alone is in the verdict.
        if (cause == null || run.outcome().parts().size() > 1) {
            run.outcome().parts().forEach(part -> print(out, part));
        }
        if (run.outcome().dataParts() != null) {
            out.println("  read part " + run.outcome().dataPart() + " of "
                    + run.outcome().dataParts() + " of the data");
        }
        if (run.outcome().snapshotsRemoved() != null && run.outcome().snapshotsRemoved() > 0) {
            out.println("  removed " + run.outcome().snapshotsRemoved() + " snapshots that are no longer kept");
        }
        if (cause != null) {
            fail(errors, what, cause);
        }
    }

    private void fail(PrintStream errors, String what, Cause cause) {
        errors.println("mosaic: " + what + " failed after " + took() + ", run " + run.id());
        errors.println("  " + cause.code() + ": " + cause.detail());
        errors.println("  mend: " + mend(cause.code()));
    }

    static String mend(String code) {
        return Fault.of(code).map(Fault::mend).orElse("see the detail");
    }

    private String took() {
        return run.startedAt() == null ? "0.0 s" : Words.took(Duration.between(run.startedAt(), run.endedAt()));
    }

    private void print(PrintStream out, Part part) {
        String sign = part.good() ? terminal.good(terminal.tick()) : terminal.bad(terminal.cross());
        out.println("  " + sign + " " + part.source() + " (" + part.kind() + ")  " + String.join(", ", facts(part)));
        part.warnings().forEach(warning -> out.println("    " + terminal.unsure(warning)));
    }

    private static List<String> facts(Part part) {
        List<String> facts = new ArrayList<>();
        if (!part.good()) {
            facts.add(part.cause().code() + ": " + part.cause().detail());
        }
        if (part.snapshotId() != null) {
            facts.add("snapshot "
                    + part.snapshotId()
                            .substring(0, Math.min(8, part.snapshotId().length())));
        }
        if (part.files() != null) {
            facts.add(part.files().created() + " new, " + part.files().changed() + " changed, "
                    + part.files().unmodified() + " unmodified");
        }
        // A proof says itself how much it is.
        if (part.bytesProcessed() != null && part.proof() == null) {
            facts.add(Words.bytes(part.bytesProcessed()));
        }
        if (part.bytesAdded() != null) {
            facts.add(Words.bytes(part.bytesAdded()) + " added");
        }
        if (part.proof() != null) {
            facts.add(part.proof());
        }
        return facts;
    }
}
