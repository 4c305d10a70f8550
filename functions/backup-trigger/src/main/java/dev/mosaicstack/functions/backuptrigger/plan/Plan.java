package dev.mosaicstack.functions.backuptrigger.plan;

import dev.mosaicstack.core.backup.Policy;
import java.time.Duration;
import java.util.List;

/**
 * A policy as it was configured, checked: how it is done. When is in {@link Policy}.
 *
 * @param host of the snapshots
 * @param tags beside our own
 * @param dataDays in how many days all data is read
 */
public record Plan(
        Policy policy,
        Repository repository,
        String host,
        List<String> tags,
        Hooks hooks,
        Keep keep,
        Limits limits,
        Duration timeout,
        int dataDays,
        List<Source> sources) {

    public String name() {
        return policy.name();
    }
}
