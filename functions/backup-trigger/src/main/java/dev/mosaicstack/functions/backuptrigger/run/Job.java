package dev.mosaicstack.functions.backuptrigger.run;

import dev.mosaicstack.core.backup.Outcome;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;

/** What a run of one kind does. */
public interface Job {

    /**
     * @return what it did; a part in it that failed makes the run a failure
     * @throws Failure where it could do nothing at all, or was told to stop
     */
    Outcome run(Work work) throws Failure;
}
