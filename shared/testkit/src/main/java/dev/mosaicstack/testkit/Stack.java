package dev.mosaicstack.testkit;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A running instance and what a test needs to talk to it. As a JUnit extension it gives all contract classes one shared
 * instance, started by the first and stopped at the end of the whole run; tests keep apart by their own sessions. That
 * instance may be one that runs already: {@link GivenAddress}.
 */
public final class Stack implements AutoCloseable {

    /** Short times where a contract waits for them; agents are not lost, nobody is rate-limited, sinks are on this machine. */
    private static final Map<String, String> QUICK = Map.of(
            "MOSAIC_COORDINATION_HOLD", "PT1S",
            "MOSAIC_TASK_BACKOFF_MIN", "PT0.2S",
            "MOSAIC_AGENT_HEARTBEAT", "PT20M",
            "MOSAIC_RATE_LIMIT_PER_SECOND", "1000000",
            "MOSAIC_RATE_LIMIT_BURST", "1000000",
            "MOSAIC_DISPATCH_ALLOW_PRIVATE_SINKS", "true",
            "MOSAIC_DISPATCH_RETRIES", "PT0.2S,PT0.3S",
            "MOSAIC_DISPATCH_TIMEOUT", "PT2S");

    private static volatile Stack shared;

    private final Map<String, String> env;
    private final MosaicProcess process;
    private final Api api;

    private Stack(Map<String, String> env, MosaicProcess process) {
        this.env = env;
        this.process = process;
        this.api = new Api(process.base(), env.get("MOSAIC_ADMIN_TOKEN"), env.get("MOSAIC_WEBHOOK_SECRET"));
    }

    private Stack(GivenAddress given) {
        this.env = Map.of();
        this.process = null;
        this.api = new Api(given.base(), given.adminToken(), given.webhookSecret());
    }

    /** An instance of a test's own, for what would disturb the others. Close it. */
    public static Stack ofItsOwn(String name, Map<String, String> env) {
        return of(Artifact.underTest(), name, env);
    }

    /** As above, of another artifact. */
    public static Stack of(Artifact artifact, String name, Map<String, String> env) {
        var all = new HashMap<>(QUICK);
        all.put("MOSAIC_ADMIN_TOKEN", secret());
        all.put("MOSAIC_WEBHOOK_SECRET", secret());
        all.putAll(DatabaseUnderTest.fresh());
        all.putAll(env);
        return new Stack(all, MosaicProcess.start(artifact, name, all, List.of()));
    }

    /** A flow by itself on a new data folder, ready. Close it. */
    public static Stack alone(Flow flow, RedisServer redis, Map<String, String> env) {
        var all = new HashMap<>(QUICK);
        all.put("MOSAIC_ADMIN_TOKEN", secret());
        all.put("MOSAIC_WEBHOOK_SECRET", secret());
        all.putAll(DatabaseUnderTest.fresh());
        all.put("MOSAIC_REDIS_URL", redis.url());
        all.putAll(env);
        return new Stack(all, MosaicProcess.alone(flow, redis.url(), all));
    }

    /** A flow that has just been started, with the secrets and the Redis of this one: nobody listens yet. Close it. */
    public Stack begun(Flow flow, Path data, Map<String, String> more) {
        var all = new HashMap<>(env);
        all.putAll(more);
        return new Stack(all, MosaicProcess.begin(flow, data, all.get("MOSAIC_REDIS_URL"), all));
    }

    /** Another run on the same data folder with the same settings, after this one has ended. */
    public Stack again() {
        return new Stack(env, process.again(env));
    }

    /** The same at the same address. */
    public Stack againInItsPlace() {
        return new Stack(env, process.againOnItsPort(env));
    }

    /** The same with other settings. */
    public Stack again(Map<String, String> more) {
        var all = new HashMap<>(env);
        all.putAll(more);
        return new Stack(all, process.again(all));
    }

    /** One function alone beside this instance: the same data folder, Redis and secrets. Close it. */
    public Stack function(String flow, Map<String, String> more) {
        var all = new HashMap<>(env);
        all.putAll(more);
        return new Stack(all, process().function(flow, all));
    }

    /** A second instance on the same database server and Redis, with the same secrets and a data folder of its own. Close it first. */
    public Stack twin(String name) {
        if (!env.containsKey("MOSAIC_DB_URL")) {
            throw new IllegalStateException("an all-in-one shares its SQLite with no other one");
        }
        var all = new HashMap<>(env);
        all.putIfAbsent("MOSAIC_REDIS_URL", Redis.url(process.data()));
        return new Stack(all, MosaicProcess.start(name, all));
    }

    /** The instance that all contract classes use; there from {@code @BeforeAll} on. */
    public static Stack shared() {
        if (shared == null) {
            throw new IllegalStateException("put @ExtendWith(Stack.Shared.class) on the class");
        }
        return shared;
    }

    public Api api() {
        return api;
    }

    public Mosaic mosaic() {
        return new Mosaic(api);
    }

    /** @throws org.opentest4j.TestAbortedException where the instance is a {@link GivenAddress} */
    public MosaicProcess process() {
        GivenAddress.wantProcess();
        return process;
    }

    public String log() {
        return process().log();
    }

    /** What a flow's own call takes for granted, made by this instance. */
    public OwnCall.Given given() {
        Mosaic.Agent agent = mosaic().anAgentThatCan(mosaic().aSession(), "java");
        return new OwnCall.Given(agent.session(), agent.id(), api.adminToken(), api.webhookSecret());
    }

    /** A connection to the Redis that the instance started in its data folder. Close it. */
    public Redis redis() {
        return Redis.ofDataFolder(process().data());
    }

    /** Everything secret that the instance was given: none of it may ever be in its log. */
    public List<String> secrets() {
        return List.of(api.adminToken(), api.webhookSecret());
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }

    private static String secret() {
        return new BigInteger(256, new SecureRandom()).toString(36);
    }

    /** Starts the shared instance once for the whole run. */
    public static final class Shared implements BeforeAllCallback {

        @Override
        public void beforeAll(ExtensionContext context) {
            shared = context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(Stack.class))
                    .getOrComputeIfAbsent("shared", key -> begin(), Stack.class);
        }

        private static Stack begin() {
            return GivenAddress.get().map(Stack::new).orElseGet(() -> ofItsOwn("shared", Map.of()));
        }
    }
}
