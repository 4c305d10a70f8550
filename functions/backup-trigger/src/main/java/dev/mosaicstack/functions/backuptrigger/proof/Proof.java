package dev.mosaicstack.functions.backuptrigger.proof;

import dev.mosaicstack.core.backup.Sums;
import dev.mosaicstack.functions.backuptrigger.run.Work;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import java.nio.file.Path;

/** Shows that what was restored of a dump is what was dumped, and can be used. */
public interface Proof {

    /**
     * @param restored the dump's file; its bytes are compared already, where {@code taken} is known
     * @param taken what was counted when it was dumped; null where the database no longer knows the run
     * @return what was shown, in words
     * @throws Failure {@code DRILL_MISMATCH} where it differs, another where it cannot be found out
     */
    String prove(Work work, Path restored, Sums taken) throws Failure;
}
