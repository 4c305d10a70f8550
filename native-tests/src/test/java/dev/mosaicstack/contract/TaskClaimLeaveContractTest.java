package dev.mosaicstack.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Mosaic.Agent;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client that hangs up while it waits for work takes none with it. */
class TaskClaimLeaveContractTest extends Contract {

    private static final Map<String, Integer> LONG_LEASE = Map.of("leaseSeconds", 600);

    private final String session = mosaic.aSession();

    @ParameterizedTest(name = "reset: {0}, after {1} ms")
    @CsvSource({"false, 0", "false, 500", "false, 1500", "true, 0", "true, 500"})
    void theTaskThatArrivesAfterwardsIsLeftForTheNext(boolean reset, int waited) throws IOException {
        var gone = mosaic.anAgentThatCan(session, "java");
        try (var socket = waitingFor(gone)) {
            pass(waited);
            // Zero: the connection is reset instead of closed in order.
            socket.setSoLinger(reset, 0);
        }
        pass(200);
        String task = mosaic.aQueuedTask(session, "java", LONG_LEASE);
        await().during(Duration.ofMillis(300)).atMost(Duration.ofSeconds(5)).until(() -> mosaic.stateOf(task)
                .equals("queued"));
        mosaic.claim(mosaic.anAgentThatCan(session, "java"))
                .statusCode(200)
                .body("tasks[0].taskId", is(task))
                .body("tasks[0].attempt", is(1))
                .body("tasks[0].fence", is(1));
    }

    @Test
    void theSameAgentMayComeBackAndGetsIt() throws IOException {
        var agent = mosaic.anAgentThatCan(session, "java");
        try (var socket = waitingFor(agent)) {
            pass(300);
            assertThat(socket.isConnected()).isTrue();
        }
        pass(200);
        mosaic.aQueuedTask(session, "java", LONG_LEASE);
        assertThat(mosaic.claimed(agent).attempt()).isEqualTo(1);
    }

    private Socket waitingFor(Agent agent) throws IOException {
        var socket = new Socket("127.0.0.1", api.base().getPort());
        byte[] body = Api.bytes(Map.of("agentId", agent.id(), "waitSeconds", 30));
        String head = "POST /task-claim HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Authorization: Bearer " + agent.token() + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        socket.getOutputStream().write(Api.bytes(head));
        socket.getOutputStream().write(body);
        return socket;
    }

    /** The other side of a connection shows nothing that could be waited for. */
    private static void pass(int millis) {
        await().pollDelay(Duration.ofMillis(millis)).until(() -> true);
    }
}
