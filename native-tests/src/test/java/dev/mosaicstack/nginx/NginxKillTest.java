package dev.mosaicstack.nginx;

import static dev.mosaicstack.nginx.Caller.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosaicstack.testkit.Mosaic;
import dev.mosaicstack.testkit.Stack;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** Two instances behind the shipped configuration, one of them killed. Alone: it takes all of a small machine. */
@Isolated
@ExtendWith(Pair.class)
@Timeout(300)
class NginxKillTest {

    private final Stack one = Pair.instances().one();
    private final Mosaic mosaic = one.mosaic();

    private Stack victim;
    private ShippedNginx nginx;
    private Caller caller;

    @BeforeEach
    void start() {
        victim = one.twin("victim");
        nginx = ShippedNginx.before(List.of(one.api().base(), victim.api().base()));
        caller = new Caller(nginx, one.api().adminToken());
    }

    @AfterEach
    void stop() {
        caller.close();
        nginx.close();
        victim.close();
    }

    @Test
    void underLoadNothingFailsThatMayBeRepeatedAndNothingIsDoneTwice() {
        var load = new Load(caller, mosaic);
        try (load) {
            load.awaitMore(600);
            victim.process().kill();
            load.awaitMore(1200);
        }
        System.out.printf(
                "one of two killed under load: %d requests, %d failed, %d passed on to the other%n",
                load.answered(), load.failures().size(), passedOn("").size());
        assertThat(load.failures()).isEmpty();
        await("a request passed on").until(() -> !passedOn("").isEmpty());
        assertThat(load.found()).isEqualTo(load.made()).isPositive();
    }

    @Test
    void ofWhatTheKilledOneHadOnlyWhatMayBeRepeatedIsAskedOfTheOther() {
        String session = mosaic.aSession();
        var agent = mosaic.anAgentThatCan(session, "java");
        var look = Map.of("taskId", mosaic.aQueuedTask(session, "none"), "waitSeconds", 8, "sinceVersion", 1);
        var claim = Map.of("agentId", agent.id(), "waitSeconds", 8);
        var looks = four(() -> caller.calling("task-get", look, Map.of()));
        var claims = four(() -> caller.calling("task-claim", claim, Map.of()));
        var keyed = four(() -> caller.calling(
                "task-claim", claim, Map.of("Idempotency-Key", UUID.randomUUID().toString())));
        // They come after those on the same connection: when they are answered, those are with the instances.
        four(() -> caller.calling("session-list", Map.of(), Map.of())).forEach(Caller::joined);
        victim.process().kill();

        assertThat(answers(looks)).allMatch(answer -> answer.statusCode() == 200);
        assertThat(answers(keyed)).allMatch(answer -> answer.statusCode() == 200);
        var broken = answers(claims).stream()
                .filter(answer -> answer.statusCode() != 200)
                .toList();
        assertThat(broken).as("claims that the killed one had").hasSizeBetween(1, 3);
        broken.forEach(answer -> refused(answer, 502, "UPSTREAM_UNAVAILABLE"));
        await("a request passed on").until(() -> !passedOn("/task-get").isEmpty());
    }

    private static List<CompletableFuture<HttpResponse<String>>> four(
            Supplier<CompletableFuture<HttpResponse<String>>> request) {
        return Stream.generate(request).limit(4).toList();
    }

    private static List<HttpResponse<String>> answers(List<CompletableFuture<HttpResponse<String>>> asked) {
        return asked.stream().map(Caller::joined).toList();
    }

    /** Lines of the log whose request two instances had. */
    private List<String> passedOn(String path) {
        String both = "\"[0-9.]+:[0-9]+, [0-9.]+:[0-9]+\"";
        return nginx.log().stream()
                .filter(line -> line.contains(path) && line.matches(".*" + both + ".*"))
                .toList();
    }
}
