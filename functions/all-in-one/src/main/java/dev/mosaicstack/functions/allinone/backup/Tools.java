package dev.mosaicstack.functions.allinone.backup;

import dev.mosaicstack.core.backup.PlanBackups;
import dev.mosaicstack.core.backup.WatchBackups;
import dev.mosaicstack.functions.backuptrigger.run.Worker;

/** What a verb gets of the application once that has started. */
record Tools(PlanBackups plan, WatchBackups watch, Worker worker) {}
