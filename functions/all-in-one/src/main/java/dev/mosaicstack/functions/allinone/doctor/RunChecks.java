package dev.mosaicstack.functions.allinone.doctor;

import dev.mosaicstack.functions.allinone.DataFolder;
import dev.mosaicstack.functions.allinone.Environment;
import dev.mosaicstack.functions.allinone.Problem;
import dev.mosaicstack.functions.allinone.Settings;
import dev.mosaicstack.functions.allinone.redis.EmbeddedVersion;
import dev.mosaicstack.functions.allinone.redis.RedisCheck;
import dev.mosaicstack.functions.allinone.redis.RedisUrl;
import dev.mosaicstack.functions.allinone.run.Address;
import dev.mosaicstack.functions.allinone.run.RunLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** Who runs already, whether the port is free, whether Redis answers, whether the settings mean something. */
record RunChecks(Environment environment, DataFolder data, Integer portOption) {

    List<Finding> all() {
        var findings = new ArrayList<Finding>();
        Optional<RunLock.Holder> holder = RunLock.holder(data);
        findings.add(instance(holder));
        findings.add(port(holder));
        findings.add(redis());
        findings.addAll(settings());
        return findings;
    }

    private static Finding instance(Optional<RunLock.Holder> holder) {
        if (holder.isEmpty()) {
            return Finding.ok("instance", "not running");
        }
        RunLock.Holder running = holder.get();
        String says = "pid " + running.pid() + " on " + running.url() + " since " + running.startedAt();
        return new Address(running.host(), running.port()).answers()
                ? Finding.ok("instance", says)
                : Finding.fail("instance", says + " does not answer", "wait while it starts, or kill it and run again");
    }

    private Finding port(Optional<RunLock.Holder> holder) {
        try {
            int port = environment.port(portOption);
            if (holder.filter(running -> running.port() == port).isPresent()) {
                return Finding.ok("port", port + " is its");
            }
            new Address(environment.host(null), port).requireFree();
            return Finding.ok("port", port + " is free");
        } catch (Problem e) {
            return Finding.fail("port", e);
        }
    }

    private Finding redis() {
        try {
            Optional<String> external = environment.secret("MOSAIC_REDIS_URL");
            return external.isEmpty()
                    ? version("embedded", EmbeddedVersion.ask())
                    : external(RedisUrl.parse(external.get()));
        } catch (Problem e) {
            return Finding.fail("Redis", e);
        }
    }

    private static Finding external(RedisUrl url) {
        return switch (RedisCheck.look(url)) {
            case RedisCheck.Verdict.Answers answers -> version(url.where(), answers.version());
            case RedisCheck.Verdict.Away away ->
                Finding.warn(
                        "Redis",
                        url.where() + " does not answer (" + away.why() + ")",
                        "start it; until then run works from the database, slower");
        };
    }

    private static Finding version(String where, String version) {
        if (!version.matches("\\d+\\.\\d+.*")) {
            return Finding.warn("Redis", where + ", version unknown", "see that it is 6.2 or newer");
        }
        String[] parts = version.split("\\.");
        int number = Integer.parseInt(parts[0]) * 100 + Integer.parseInt(parts[1].replaceAll("\\D.*", ""));
        return number >= 602
                ? Finding.ok("Redis", where + ", version " + version)
                : Finding.fail("Redis", where + ", version " + version, "use Redis 6.2 or newer");
    }

    private List<Finding> settings() {
        var findings = new ArrayList<Finding>();
        SortedSet<String> unknown = Settings.unknown(environment.variables());
        for (String name : unknown) {
            findings.add(Finding.warn("settings", name + " is not a setting", "look for a misspelling, or unset it"));
        }
        for (String secret : List.of("MOSAIC_ADMIN_TOKEN", "MOSAIC_WEBHOOK_SECRET")) {
            try {
                environment.secret(secret);
            } catch (Problem e) {
                findings.add(Finding.fail("settings", e));
            }
        }
        return findings.isEmpty() ? List.of(Finding.ok("settings", "all MOSAIC_ variables are known")) : findings;
    }
}
