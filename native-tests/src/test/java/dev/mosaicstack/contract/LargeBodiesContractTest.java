package dev.mosaicstack.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.contract.LargePost.Answer;
import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Stack;
import dev.mosaicstack.testkit.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A process whose heap is smaller than what is sent to it at once: some of it waits, nothing breaks. */
@Timeout(400)
@Execution(ExecutionMode.SAME_THREAD)
class LargeBodiesContractTest {

    private static final int MEBIBYTE = 1024 * 1024;
    private static final int SENDERS = 40;

    private static Stack stack;

    @BeforeAll
    static void start() {
        stack = Stack.ofItsOwn(
                "large-bodies", Map.of("_JAVA_OPTIONS", "-Xmx192m", "MOSAIC_HTTP_BODY_TIMEOUT", "PT10S"));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void fortyWebhooksAtOnceAreTakenOrAskedToComeAgainAndSmallCallsAreAnsweredMeanwhile() {
        Webhook webhook = aPush(6 * MEBIBYTE);
        var fastAreAnswered = new CountDownLatch(SENDERS / 2);
        List<CompletableFuture<Answer>> senders = new ArrayList<>();
        IntStream.range(0, SENDERS / 2)
                .forEach(
                        i -> senders.add(meanwhile(() -> of(webhook, i % 4 == 0).send(() -> await(fastAreAnswered)))));
        IntStream.range(0, SENDERS / 2)
                .forEach(i -> senders.add(meanwhile(() -> {
                    try {
                        return of(webhook, i % 4 == 1).send();
                    } finally {
                        fastAreAnswered.countDown();
                    }
                })));
        do {
            assertASmallCallIsAnswered();
        } while (!senders.stream().allMatch(CompletableFuture::isDone));
        List<Answer> answers = senders.stream().map(CompletableFuture::join).toList();
        assertThat(answers).allSatisfy(LargeBodiesContractTest::isTakenOrComesAgain);
        assertThat(answers).extracting(Answer::status).contains(202, 503);
        answers.stream().filter(answer -> answer.status() != 202).forEach(refused -> isTakenInTheEnd(webhook));
        assertThatNothingBroke();
    }

    @Test
    void theLargestWebhookIsTakenOneAfterTheOther() {
        Webhook webhook = aPush(25 * MEBIBYTE);
        for (int i = 0; i < 4; i++) {
            assertThat(of(webhook, i % 2 == 1).send().status()).isEqualTo(202);
        }
        assertThatNothingBroke();
    }

    @Test
    void whatNobodyTakesIsNotKept() {
        byte[] body = aPush(20 * MEBIBYTE).body();
        var unsigned = aPush(1).unsigned();
        assertThat(Set.copyOf(eachOf(body, 8, "/no-such-call", withToken()))).containsOnly(404);
        assertThat(Set.copyOf(eachOf(body, 8, "/webhook-intake", unsigned.headers())))
                .containsOnly(401);
        byte[] ofACall = new byte[MEBIBYTE - 1];
        assertThat(Set.copyOf(eachOf(ofACall, 60, "/mcp", json()))).containsOnly(401);
        assertThat(Set.copyOf(eachOf(ofACall, 60, "/session-create", json()))).containsOnly(401);
        assertThatNothingBroke();
    }

    @Test
    void aBodyThatDoesNotArriveInTimeGivesItsPlaceBack() {
        Webhook webhook = aPush(25 * MEBIBYTE);
        var over = new CountDownLatch(1);
        var slow = meanwhile(() -> of(webhook, false).send(() -> await(over)));
        assertThat(slow.join().status()).isEqualTo(408);
        assertThat(slow.join().text()).contains("\"BODY_TOO_SLOW\"");
        over.countDown();
        isTakenInTheEnd(webhook);
    }

    @Test
    void whoLeavesGivesTheirPlaceBack() {
        Webhook webhook = aPush(25 * MEBIBYTE);
        for (int i = 0; i < 8; i++) {
            LargePost.leaveInTheMiddleOf(of(webhook, i % 2 == 0));
        }
        isTakenInTheEnd(webhook);
        assertThatNothingBroke();
    }

    private List<Integer> eachOf(byte[] body, int senders, String path, Map<String, String> headers) {
        Function<Integer, LargePost> post = i -> new LargePost(stack.api().base(), path, headers, body, i % 2 == 0);
        return Stream.iterate(0, i -> i + 1)
                .limit(senders)
                .map(i -> meanwhile(() -> post.apply(i).send()))
                .toList()
                .stream()
                .map(answer -> answer.join().status())
                .toList();
    }

    private static void isTakenOrComesAgain(Answer answer) {
        if (answer.status() != 202) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(503);
            assertThat(answer.text())
                    .contains("\"OVERLOADED\"", "application/problem+json")
                    .containsIgnoringCase("retry-after: ");
        }
    }

    private static void isTakenInTheEnd(Webhook webhook) {
        Awaitility.await("a webhook to be taken when it is sent again")
                .atMost(Duration.ofSeconds(30))
                .until(() -> of(webhook, false).send().status() == 202);
    }

    private static void assertASmallCallIsAnswered() {
        long begun = System.nanoTime();
        stack.api().admin("session-list", Map.of()).statusCode(200);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }

    private static void assertThatNothingBroke() {
        assertASmallCallIsAnswered();
        assertThat(stack.log()).doesNotContain("OutOfMemoryError", "INTERNAL_ERROR");
    }

    private static LargePost of(Webhook webhook, boolean chunked) {
        return new LargePost(stack.api().base(), "/webhook-intake", webhook.headers(), webhook.body(), chunked);
    }

    private static Map<String, String> json() {
        return Map.of("Content-Type", "application/json");
    }

    private static Map<String, String> withToken() {
        return Map.of(
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + stack.api().adminToken());
    }

    /** With more in it than anybody looks at, as the largest ones have. */
    private static Webhook aPush(int size) {
        String file = "\"" + "a line of a file\\n".repeat(64) + "\",";
        String end = "\"\"],\"ref\":\"refs/heads/main\"}";
        var body = new StringBuilder(size + file.length()).append("{\"files\":[");
        while (body.length() + file.length() + end.length() <= size) {
            body.append(file);
        }
        byte[] bytes = body.append(end).toString().getBytes(StandardCharsets.US_ASCII);
        return Webhook.fromGitea("push", bytes, stack.api().webhookSecret());
    }

    private static CompletableFuture<Answer> meanwhile(java.util.function.Supplier<Answer> work) {
        return Api.meanwhile(work);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
