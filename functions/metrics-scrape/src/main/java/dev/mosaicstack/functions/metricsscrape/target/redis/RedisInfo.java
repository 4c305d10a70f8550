package dev.mosaicstack.functions.metricsscrape.target.redis;

import dev.mosaicstack.functions.metricsscrape.target.Gauges;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What INFO says, in the words of redis_exporter. */
record RedisInfo(Map<String, String> fields) {

    private static final Pattern DATABASE = Pattern.compile("keys=(\\d+),expires=(\\d+).*");
    private static final Pattern REPLICA =
            Pattern.compile("ip=([^,]*),port=(\\d+),state=([^,]*),offset=(\\d+),lag=(\\d+).*");

    /** Metric, field, help. */
    private static final String[][] GAUGES = {
        {"redis_uptime_in_seconds", "uptime_in_seconds", "Seconds since the start."},
        {"redis_connected_clients", "connected_clients", "Connections of clients."},
        {"redis_blocked_clients", "blocked_clients", "Clients that wait in a blocking call."},
        {"redis_max_clients", "maxclients", "Connections that the server takes."},
        {"redis_memory_used_bytes", "used_memory", "Memory that its data takes."},
        {"redis_memory_used_peak_bytes", "used_memory_peak", "The most memory that its data took."},
        {"redis_memory_used_rss_bytes", "used_memory_rss", "Memory that the process has."},
        {"redis_memory_max_bytes", "maxmemory", "Memory that it may take; 0 where there is no limit."},
        {"redis_mem_fragmentation_ratio", "mem_fragmentation_ratio", "Memory of the process to that of its data."},
        {"redis_loading_dump_file", "loading", "1 while it reads its file."},
        {"redis_instantaneous_ops_per_sec", "instantaneous_ops_per_sec", "Commands a second."},
        {"redis_connected_slaves", "connected_slaves", "Servers that follow this one."},
        {"redis_master_repl_offset", "master_repl_offset", "Bytes of its stream of replication."},
        {
            "redis_master_last_io_seconds_ago",
            "master_last_io_seconds_ago",
            "Seconds since the server that it follows said something."
        },
        {"redis_rdb_changes_since_last_save", "rdb_changes_since_last_save", "Changes since the last snapshot."},
        {
            "redis_rdb_last_save_timestamp_seconds",
            "rdb_last_save_time",
            "When the last snapshot was made, in seconds since 1970."
        },
        {"redis_aof_enabled", "aof_enabled", "1 where it keeps an append-only file."}
    };

    private static final String[][] COUNTS = {
        {"redis_connections_received_total", "total_connections_received", "Connections so far."},
        {"redis_commands_processed_total", "total_commands_processed", "Commands so far."},
        {
            "redis_rejected_connections_total",
            "rejected_connections",
            "Connections that were refused because there were too many."
        },
        {"redis_evicted_keys_total", "evicted_keys", "Keys that were dropped for want of memory."},
        {"redis_expired_keys_total", "expired_keys", "Keys whose time was over."},
        {"redis_keyspace_hits_total", "keyspace_hits", "Keys that were asked for and there."},
        {"redis_keyspace_misses_total", "keyspace_misses", "Keys that were asked for and not there."}
    };

    /** Metric, field, the value that is good, help. */
    private static final String[][] STATES = {
        {"redis_rdb_last_bgsave_status", "rdb_last_bgsave_status", "ok", "1 where the last snapshot was written."},
        {"redis_aof_last_write_status", "aof_last_write_status", "ok", "1 where the last write to its file was good."},
        {
            "redis_aof_last_bgrewrite_status",
            "aof_last_bgrewrite_status",
            "ok",
            "1 where its file was last rewritten well."
        },
        {"redis_master_link_up", "master_link_status", "up", "1 where it hears the server that it follows."}
    };

    static RedisInfo of(String text) {
        Map<String, String> fields = new HashMap<>();
        text.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0 && !line.startsWith("#")) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        return new RedisInfo(fields);
    }

    void into(Gauges found) {
        for (String[] gauge : GAUGES) {
            number(gauge[1], value -> found.add(gauge[0], gauge[2], value));
        }
        for (String[] count : COUNTS) {
            number(count[1], value -> found.count(count[0], count[2], value));
        }
        for (String[] state : STATES) {
            if (fields.containsKey(state[1])) {
                found.add(state[0], state[3], fields.get(state[1]).equals(state[2]) ? 1 : 0);
            }
        }
        found.add(
                "redis_instance_info",
                "1; its labels say what it is.",
                1,
                "role",
                fields.getOrDefault("role", ""),
                "redis_version",
                fields.getOrDefault("redis_version", ""));
        fields.keySet().stream().sorted().forEach(name -> {
            if (name.matches("db\\d+")) {
                database(name, found);
            } else if (name.matches("slave\\d+")) {
                replica(name, found);
            }
        });
    }

    private void number(String field, DoubleConsumer use) {
        String text = fields.getOrDefault(field, "");
        if (text.matches("-?[0-9]+(\\.[0-9]+)?")) {
            use.accept(Double.parseDouble(text));
        }
    }

    private void database(String name, Gauges found) {
        Matcher keys = DATABASE.matcher(fields.get(name));
        if (keys.matches()) {
            found.add("redis_db_keys", "Keys.", Double.parseDouble(keys.group(1)), "db", name);
            found.add(
                    "redis_db_keys_expiring", "Keys that will expire.", Double.parseDouble(keys.group(2)), "db", name);
        }
    }

    private void replica(String name, Gauges found) {
        Matcher said = REPLICA.matcher(fields.get(name));
        if (said.matches()) {
            String[] labels = {"slave_ip", said.group(1), "slave_port", said.group(2), "slave_state", said.group(3)};
            found.add(
                    "redis_connected_slave_offset_bytes",
                    "How far a server that follows this one is.",
                    Double.parseDouble(said.group(4)),
                    labels);
            found.add(
                    "redis_connected_slave_lag_seconds",
                    "Seconds since a server that follows this one said so.",
                    Double.parseDouble(said.group(5)),
                    labels);
        }
    }
}
