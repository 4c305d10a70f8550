package dev.mosaicstack.functions.allinone.backup;

import dev.mosaicstack.functions.allinone.DataFolder;
import dev.mosaicstack.functions.allinone.Environment;
import dev.mosaicstack.functions.allinone.Setup;
import dev.mosaicstack.functions.allinone.run.Address;
import dev.mosaicstack.functions.allinone.run.DatabaseCheck;
import dev.mosaicstack.functions.allinone.run.DatabaseServer;
import dev.mosaicstack.functions.allinone.run.StartFailure;
import io.quarkus.runtime.Quarkus;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;

/**
 * The application for as long as one thing takes: with its database, without the HTTP server, and without the work that
 * {@code run} does in the background. It may run beside a {@code run} on the same data folder.
 */
record Application(Setup setup) {

    /** Nothing ever listens there, so nobody else's Redis gets our events; they are published by who has one. */
    private static final String NO_REDIS = "redis://127.0.0.1:1";

    /** @return what {@code work} returns; 1 where the application does not start */
    int run(ToIntFunction<Tools> work) {
        look();
        settings();
        BackupMain.want(work);
        var exitCode = new AtomicInteger();
        Quarkus.run(BackupMain.class, (code, cause) -> {
            exitCode.set(cause == null ? code : ExitCode.FAILED);
            if (cause != null) {
                new StartFailure(setup.data(), new Address(Environment.DEFAULT_HOST, 0)).report(cause);
            }
        });
        return exitCode.get();
    }

    private void look() {
        DataFolder data = setup.data();
        Optional<DatabaseServer> server = DatabaseServer.of(setup.environment());
        if (server.isEmpty()) {
            DatabaseCheck.requireLocal(data);
        }
        data.prepare();
        DatabaseCheck.require(server, data);
    }

    private void settings() {
        System.setProperty("mosaic.data", setup.data().root().toString());
        System.setProperty("quarkus.http.host-enabled", "false");
        System.setProperty("quarkus.scheduler.enabled", "false");
        System.setProperty("mosaic.dispatch.enabled", "false");
        // Its worker would take the runs of others; who asked for this one wants it alone.
        System.setProperty("mosaic.backup.enabled", "false");
        System.setProperty("mosaic.stream.tail", "false");
        redis();
        System.setProperty("quarkus.log.console.stderr", "true");
        setup.environment()
                .unlessSet(
                        "quarkus.log.console.json.enabled",
                        setup.environment().get("MOSAIC_LOG_JSON").orElse("false"));
        setup.environment().unlessSet("quarkus.log.level", "WARN");
        // The command itself says how the run ends.
        setup.environment()
                .unlessSet("quarkus.log.category.\"dev.mosaicstack.functions.backuptrigger.run\".level", "ERROR");
    }

    private void redis() {
        Optional<String> url = setup.environment().secret("MOSAIC_REDIS_URL");
        if (url.isEmpty()) {
            System.setProperty("mosaic.cache.enabled", "false");
            System.setProperty("quarkus.log.category.\"dev.mosaicstack.redis\".level", "ERROR");
        }
        System.setProperty("mosaic.redis.url", url.orElse(NO_REDIS));
    }
}
