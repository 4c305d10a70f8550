package dev.mosaicstack.functions.allinone.backup;

import dev.mosaicstack.core.backup.Progress;
import java.util.ArrayList;
import java.util.List;

/** How far a run is, as one line. */
record Bar(boolean unicode) {

    private static final int CELLS = 24;

    String line(Progress at) {
        List<String> words = new ArrayList<>();
        words.add(String.format("%-8s", at.phase()) + (at.source() == null ? "" : " " + at.source()));
        if (at.percent() != null) {
            words.add(cells(at.percent()) + String.format(" %3d%%", at.percent()));
        }
        if (at.bytesDone() != null) {
            words.add(Words.bytes(at.bytesDone())
                    + (at.bytesTotal() == null ? "" : " of " + Words.bytes(at.bytesTotal())));
        }
        if (at.filesDone() != null) {
            words.add(at.filesDone() + (at.filesTotal() == null ? "" : " of " + at.filesTotal()) + " files");
        }
        if (at.etaSeconds() != null && at.etaSeconds() > 0) {
            words.add("ETA " + Words.clock(at.etaSeconds()));
        }
        return String.join("  ", words);
    }

    private String cells(int percent) {
        int full = Math.min(CELLS, CELLS * percent / 100);
        return unicode
                ? "\u2588".repeat(full) + "\u2591".repeat(CELLS - full)
                : "[" + "#".repeat(full) + "-".repeat(CELLS - full) + "]";
    }
}
