package dev.mosaicstack.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.coordination.Request;
import dev.mosaicstack.core.webhook.DeliveryCalls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.tree.ClassNode;

/** In a native executable a record that nobody registered becomes {@code {}}, and cannot be read at all. */
class ReflectionTest {

    /** Named, but never JSON. */
    private static final Map<Class<?>, String> NEVER_JSON =
            Map.of(Request.class, "a repeated coordination-request is answered from its row: only its id is kept");

    static Stream<Application> flows() {
        return Application.all();
    }

    @ParameterizedTest
    @MethodSource("flows")
    void everyRecordThatCrossesJsonIsRegistered(Application flow) {
        Map<String, String> missing = new TreeMap<>(JsonBoundary.of(reachable(flow), NEVER_JSON.keySet()));
        missing.keySet().removeAll(flow.reflected());
        if (flow.name().equals("mcp-server")) {
            // There is no tool that publishes a delivery again.
            missing.remove(DeliveryCalls.ReplayResponse.class.getName());
        }
        assertThat(missing).isEmpty();
    }

    /** What the bytecode tells is enough to see the least obvious ones: kept with a task, in a row, between two processes. */
    @Test
    void whatIsKeptAsJsonIsSeen() {
        assertThat(JsonBoundary.of(reachable(new Application("all-in-one")), NEVER_JSON.keySet()))
                .containsKeys(
                        "dev.mosaicstack.core.task.ReportOnTasks$Outcome",
                        "dev.mosaicstack.core.backup.Sums$Table",
                        "dev.mosaicstack.functions.allinone.run.RunLock$Holder");
    }

    private static List<ClassNode> reachable(Application flow) {
        List<Path> roots = new ArrayList<>(flow.ownClasses());
        roots.addAll(Stream.of("store", "redis", "web").map(Application::shared).toList());
        return Bytecode.of(Application.sharedClasses()).knownTo(Bytecode.of(roots));
    }
}
