package dev.mosaicstack.functions.allinone.run;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Singleton;

/** What the main thread does while the application serves: nothing. It begins once everything has started. */
@Singleton
@Unremovable
final class Serving implements QuarkusApplication {

    @Override
    public int run(String... arguments) {
        Quarkus.waitForExit();
        return 0;
    }
}
