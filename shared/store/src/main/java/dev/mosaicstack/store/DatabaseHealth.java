package dev.mosaicstack.store;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.store.Store;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: the database answers. */
@Readiness
@Singleton
final class DatabaseHealth implements HealthCheck {

    private final Store store;
    private final Databases databases;

    DatabaseHealth(Store store, Databases databases) {
        this.store = store;
        this.databases = databases;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("database")
                .withData("kind", databases.dialect().name().toLowerCase(Locale.ROOT));
        try {
            long position = store.read(tx -> tx.events().lastPosition());
            return response.up().withData("events", position).build();
        } catch (Refusal refusal) {
            return response.down().withData("reason", refusal.getMessage()).build();
        }
    }
}
