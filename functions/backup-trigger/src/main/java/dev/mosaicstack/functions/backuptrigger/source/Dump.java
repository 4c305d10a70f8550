package dev.mosaicstack.functions.backuptrigger.source;

import dev.mosaicstack.core.backup.Sums;
import dev.mosaicstack.functions.backuptrigger.run.Work;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import java.io.InputStream;
import java.util.List;

/** How a source that is no folder is read: as one stream, of one consistent state. */
public interface Dump {

    /**
     * What it is called in the snapshot; always the same, so that snapshots can be compared. MUST be without a folder: restic
     * 0.18.0, which Debian 13 has, takes none (restic issue 5324).
     */
    String fileName();

    /** Starts to read. @throws Failure where it cannot be read; then nothing of it is left */
    Flow open(Work work) throws Failure;

    /** One reading. */
    interface Flow extends AutoCloseable {

        InputStream stream();

        /**
         * Called once, when the stream has ended, and before anybody takes what it gave for whole.
         *
         * @return what was counted in the state that was dumped; empty where there is nothing to count
         * @throws Failure {@code DUMP_FAILED} where the stream ended before its time
         */
        List<Sums.Table> finish() throws Failure;

        /** Ends what still runs, and removes temporary files. Nothing happens where nothing is left. */
        @Override
        void close();
    }
}
