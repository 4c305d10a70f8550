package dev.mosaicstack.functions.allinone.run;

import dev.mosaicstack.functions.allinone.DataFolder;
import dev.mosaicstack.functions.allinone.Environment;
import dev.mosaicstack.functions.allinone.Problem;
import dev.mosaicstack.functions.allinone.redis.EmbeddedRedis;
import dev.mosaicstack.functions.allinone.redis.RedisCheck;
import dev.mosaicstack.functions.allinone.redis.RedisUrl;
import io.quarkus.runtime.Quarkus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Looks at everything that could go wrong, starts Redis, then the application. */
public final class Run {

    private final Environment environment;
    private final DataFolder data;
    private final Address address;
    private final Shutdown shutdown;

    public Run(Environment environment, DataFolder data, Address address, Shutdown shutdown) {
        this.environment = environment;
        this.data = data;
        this.address = address;
        this.shutdown = shutdown;
    }

    /**
     * @return the exit code
     * @throws dev.mosaicstack.functions.allinone.Problem where a look beforehand shows that it cannot work
     */
    public int untilItEnds() {
        Optional<DatabaseServer> server = DatabaseServer.of(environment);
        if (server.isEmpty()) {
            DatabaseCheck.requireLocal(data);
        }
        data.prepare();
        shutdown.register(RunLock.take(data, holder()));
        address.requireFree();
        // Each of the two is a tenth of a second of waiting.
        CompletableFuture<String> redis = CompletableFuture.supplyAsync(
                redis(),
                work -> Thread.ofPlatform().daemon().name("redis-start").start(work));
        DatabaseCheck.require(server, data);
        new RunSettings(environment, data, address).apply(urlOf(redis));
        new OldGeneration().watch();
        Thread.ofVirtual().name("ready").start(() -> new Greeting(environment, data, address).whenReady());
        return serve();
    }

    private RunLock.Holder holder() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return new RunLock.Holder(ProcessHandle.current().pid(), address.host(), address.port(), now);
    }

    /** What starts it, or looks at the one of others, and says how it is reached. Whatever comes between, it is closed. */
    private Supplier<String> redis() {
        Optional<String> external = environment.secret("MOSAIC_REDIS_URL");
        if (external.isEmpty()) {
            return shutdown.register(new EmbeddedRedis(data, System.err::println))::start;
        }
        return () -> {
            RedisUrl server = RedisUrl.parse(external.get());
            if (RedisCheck.look(server) instanceof RedisCheck.Verdict.Away away) {
                System.err.println("redis: " + server.where() + " does not answer (" + away.why()
                        + "); working from the database until it is back");
            }
            return external.get();
        };
    }

    private static String urlOf(CompletableFuture<String> redis) {
        try {
            return redis.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Problem problem ? problem : e;
        }
    }

    private int serve() {
        var exitCode = new AtomicInteger();
        shutdown.serving();
        try {
            Quarkus.run(Serving.class, (code, cause) -> {
                exitCode.set(code);
                if (cause != null) {
                    new StartFailure(data, address).report(cause);
                }
            });
        } finally {
            shutdown.served();
        }
        return exitCode.get();
    }
}
