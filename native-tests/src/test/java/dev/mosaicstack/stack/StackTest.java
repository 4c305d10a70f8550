package dev.mosaicstack.stack;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mosaicstack.images.Engine;
import dev.mosaicstack.testkit.Script;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** {@code infra/scripts/stack-test.sh}: the stack in containers. It builds images first, so it takes its time. */
@Isolated
class StackTest {

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void theStackComesUpInOrderHoldsTheContractsAndSurvivesItsContainers() {
        assumeTrue(
                Engine.answers(), "SKIPPED: no container engine answers (docker info), so the stack is only validated");
        Script.run("stack-test.sh");
    }
}
