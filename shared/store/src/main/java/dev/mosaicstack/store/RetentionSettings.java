package dev.mosaicstack.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long is kept what nobody works with any more. */
@ConfigMapping(prefix = "mosaic.retention")
public interface RetentionSettings {

    /** Deliveries, after they were received; at least a day, because duplicates are recognised for that long. */
    @WithDefault("P30D")
    Duration deliveries();

    /** Tasks, after they ended. */
    @WithDefault("P30D")
    Duration tasks();

    /** Coordination requests, after they ended. */
    @WithDefault("P30D")
    Duration requests();

    /** Events, after they happened; at least as long as deliveries, which are replayed from them. */
    @WithDefault("P30D")
    Duration events();

    /** Sessions with their agents, after they ended, and tokens that are good no more; not shorter than tasks and requests. */
    @WithDefault("P90D")
    Duration sessions();

    /** Audit rows, after their event happened; not shorter than events, so that none is audited twice. */
    @WithDefault("P365D")
    Duration audit();

    /** Figures of analytics, after the end of their day; at least a day. */
    @WithDefault("P730D")
    Duration analytics();

    /** Runs of backups, after they ended; at least a day. The last good one of each kind stays. */
    @WithDefault("P365D")
    Duration backups();

    /** Alerts, after they were resolved; at least a day. */
    @WithDefault("P7D")
    Duration alerts();
}
