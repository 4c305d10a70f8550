package dev.mosaicstack.contract;

import java.util.Map;

/** What has nothing to show where nothing is wrong. */
final class Healthy {

    /** Parts of expressions of dashboards, and why they select nothing on a healthy system. */
    static final Map<String, String> EMPTY = Map.of(
            "ALERTS{alertstate", "no rule finds anything wrong",
            "redis_memory_max_bytes", "a Redis without a limit has none to show",
            "mysql_slave_status_seconds_behind_master", "nothing is replicated");

    private Healthy() {}

    static boolean mayBeEmpty(String expression) {
        return EMPTY.keySet().stream().anyMatch(expression::contains);
    }
}
