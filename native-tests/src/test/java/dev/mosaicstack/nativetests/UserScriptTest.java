package dev.mosaicstack.nativetests;

import dev.mosaicstack.testkit.Script;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code ./mosaic run}, {@code demo} and {@code doctor} with the packaged artifact, as a person would use them. */
class UserScriptTest {

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void everythingAUserDoesOnTheCommandLineWorks() {
        Script.run("user-test.sh");
    }
}
