package dev.mosaicstack.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.testkit.MailServer;
import dev.mosaicstack.testkit.Mosaic;
import dev.mosaicstack.testkit.NtfyServer;
import dev.mosaicstack.testkit.Receiver;
import dev.mosaicstack.testkit.Stack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Notifications on an instance of its own, to real receivers: a mail server and an ntfy in processes of their own, webhooks
 * over real sockets. A minute takes ten seconds here.
 */
class NotifyContractTest {

    private static final String CREATED = "dev.mosaicstack.mcp.task.created";
    private static final String SLACK_PATH = "/services/T000/B000/not-for-the-log";
    private static final String HOOK_TOKEN = "hook-token-not-for-the-log";

    private static final Receiver receiver = Receiver.start();
    private static NtfyServer ntfy;
    private static MailServer mail;
    private static Stack stack;

    @BeforeAll
    static void start() {
        ntfy = NtfyServer.start();
        mail = MailServer.start();
        stack = Stack.ofItsOwn("notify", settings(mail));
    }

    @AfterAll
    static void stop() {
        stack.close();
        mail.close();
        ntfy.close();
        receiver.close();
    }

    private static Map<String, String> settings(MailServer mail) {
        Map<String, String> env = new HashMap<>();
        env.put("MOSAIC_NOTIFY_WINDOW", "PT10S");
        env.put("MOSAIC_NOTIFY_RETRIES", "PT1S,PT1S,PT1S,PT2S,PT2S,PT2S");
        env.put("MOSAIC_NOTIFY_CHANNELS_HOOK_KIND", "webhook");
        env.put("MOSAIC_NOTIFY_CHANNELS_HOOK_URL", receiver.url("/hook").toString());
        env.put("MOSAIC_NOTIFY_CHANNELS_HOOK_TOKEN", HOOK_TOKEN);
        env.put("MOSAIC_NOTIFY_CHANNELS_CHAT_KIND", "slack");
        env.put("MOSAIC_NOTIFY_CHANNELS_CHAT_URL", receiver.url(SLACK_PATH).toString());
        env.put("MOSAIC_NOTIFY_CHANNELS_PHONE_KIND", "ntfy");
        env.put("MOSAIC_NOTIFY_CHANNELS_PHONE_URL", ntfy.topic("ops").toString());
        env.put("MOSAIC_NOTIFY_CHANNELS_PHONE_TOKEN", NtfyServer.TOKEN);
        env.put("MOSAIC_NOTIFY_CHANNELS_POST_KIND", "mail");
        env.put("MOSAIC_NOTIFY_CHANNELS_POST_TO", MailServer.ADDRESS);
        env.put("MOSAIC_NOTIFY_MAIL_HOST", "127.0.0.1");
        env.put("MOSAIC_NOTIFY_MAIL_PORT", String.valueOf(mail.smtp()));
        env.put("MOSAIC_NOTIFY_MAIL_FROM", "mosaic@example.org");
        env.put("MOSAIC_NOTIFY_MAIL_USERNAME", MailServer.USER);
        env.put("MOSAIC_NOTIFY_MAIL_PASSWORD", MailServer.PASSWORD);
        env.putAll(rule("ALL", "dev.mosaicstack.mcp.task.failed", "all-channels", "hook,chat,phone,post"));
        for (String name : List.of("storm", "crash", "never", "watch")) {
            env.put("MOSAIC_NOTIFY_CHANNELS_" + name.toUpperCase() + "_KIND", "webhook");
            env.put(
                    "MOSAIC_NOTIFY_CHANNELS_" + name.toUpperCase() + "_URL",
                    receiver.url("/" + name).toString());
            env.putAll(rule(name.toUpperCase(), CREATED, "project-" + name, name));
        }
        env.putAll(rule("MAIL", CREATED, "project-mail", "post"));
        env.putAll(rule("FAILED", "dev.mosaicstack.system.notification.failed", "*", "never,watch"));
        return env;
    }

    private static Map<String, String> rule(String name, String types, String projects, String channels) {
        String prefix = "MOSAIC_NOTIFY_RULES_" + name + "_";
        return Map.of(prefix + "TYPES", types, prefix + "PROJECTS", projects, prefix + "CHANNELS", channels);
    }

    @Test
    void aFailedTaskIsToldOnEveryChannel() {
        Mosaic mosaic = stack.mosaic();
        String session = mosaic.aSession(Map.of("project", "all-channels"));
        var agent = mosaic.anAgentThatCan(session, "java");
        mosaic.aQueuedTask(session, "java", Map.of("title", "Löse <alles>"));
        mosaic.fail(mosaic.claimed(agent), false).statusCode(200);
        String title = "[all-channels] task failed: Löse <alles>";

        Receiver.Received hook = first("/hook");
        assertThat(hook.headers()).containsEntry("Authorization", "Bearer " + HOOK_TOKEN);
        JsonNode body = Json.tree(hook.body());
        assertThat(body.path("title").textValue()).isEqualTo(title);
        assertThat(body.path("severity").textValue()).isEqualTo("error");
        assertThat(body.path("project").textValue()).isEqualTo("all-channels");
        assertThat(body.path("lines").toString()).contains("Reason: it broke");

        assertThat(Json.tree(first(SLACK_PATH).body()).path("text").textValue())
                .startsWith(":x: [all-channels] task failed: Löse &lt;alles&gt;\nReason: it broke\n");

        JsonNode push = awaited(() -> ntfy.messages("ops"));
        assertThat(push.path("title").textValue()).isEqualTo(title);
        assertThat(push.path("priority").intValue()).isEqualTo(4);
        assertThat(push.path("message").textValue()).startsWith("Reason: it broke\n");

        MailServer.Mail letter = awaited(() ->
                mail.mails().stream().filter(one -> one.subject().equals(title)).toList());
        assertThat(letter.from()).isEqualTo("mosaic@example.org");
        assertThat(letter.to()).isEqualTo(MailServer.ADDRESS);
        assertThat(letter.autoSubmitted()).isEqualTo("auto-generated");
        assertThat(letter.text()).contains("Reason: it broke");
        Logs.assertClean(stack, SLACK_PATH, HOOK_TOKEN, NtfyServer.TOKEN, MailServer.PASSWORD);
    }

    @Test
    void aThousandEventsOfOneKindAreTwoMessages() {
        createTasks("project-storm", 1000);
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(counts("/storm")).containsExactly(1L, 999L));
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(10))
                .until(() -> counts("/storm").size() == 2);
        assertThat(Json.tree(receiver.at("/storm").getLast().body())
                        .path("title")
                        .textValue())
                .isEqualTo("[project-storm] 999 × task created");
    }

    @Test
    void aMailThatFindsNoServerIsSentWhenItIsBack() {
        try (var server = MailServer.start();
                var patient = Stack.ofItsOwn("notify-mail", settings(server))) {
            server.kill();
            createTasks(patient.mosaic(), "project-mail", 1);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> patient.log().contains("to channel post was not taken: mail: Connection refused"));
            server.run();
            MailServer.Mail letter = awaited(server::mails);
            assertThat(letter.subject()).startsWith("[project-mail] task created queued: ");
            Logs.assertClean(patient, MailServer.PASSWORD);
        }
    }

    @Test
    void aMessageThatIsGivenUpIsToldToAnotherChannel() {
        receiver.answers("/never", new Receiver.Answer(500, Map.of(), "no", null));
        createTasks("project-never", 1);
        JsonNode told = Json.tree(awaited(() -> receiver.at("/watch")).body());
        assertThat(told.path("type").textValue()).isEqualTo("dev.mosaicstack.system.notification.failed");
        assertThat(told.path("lines").toString()).contains("Error: HTTP 500: no", "Channel: never");
        assertThat(receiver.at("/never"))
                .as("once and six times again")
                .hasSize(7)
                .extracting(NotifyContractTest::id)
                .containsOnly(id(receiver.at("/never").getFirst()));
    }

    @Test
    void aProcessThatIsKilledWhileTheReceiverTakesItsMessageLosesNone() {
        try (var mortal = Stack.ofItsOwn("notify-crash", settings(mail))) {
            var neverAnswered = new CountDownLatch(1);
            receiver.answers("/crash", new Receiver.Answer(200, Map.of(), "", neverAnswered));
            createTasks(mortal.mosaic(), "project-crash", 1);
            String id = id(awaited(() -> receiver.at("/crash")));
            mortal.process().kill();
            neverAnswered.countDown();
            receiver.answers("/crash", Receiver.Answer.of(200));
            try (var again = mortal.again()) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> receiver.at("/crash").size() == 2);
                assertThat(id(receiver.at("/crash").getLast())).isEqualTo(id);
                createTasks(again.mosaic(), "project-crash", 1);
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> receiver.at("/crash").size() == 3);
                assertThat(id(receiver.at("/crash").getLast()))
                        .as("the next one")
                        .isNotEqualTo(id);
            }
        }
    }

    @Test
    void aChannelThatCannotBeIsALineAtTheStart() {
        assertThatThrownBy(() -> Stack.ofItsOwn("notify-wrong", Map.of("MOSAIC_NOTIFY_CHANNELS_OPS_KIND", "ntfy")))
                .hasMessageContaining("mosaic: cannot start: mosaic.notify.channels.ops.url is missing");
    }

    private static void createTasks(String project, int count) {
        createTasks(stack.mosaic(), project, count);
    }

    private static void createTasks(Mosaic mosaic, String project, int count) {
        String session = mosaic.aSession(Map.of("project", project));
        for (int done = 0; done < count; done += 100) {
            List<Map<String, Object>> tasks = new ArrayList<>();
            IntStream.range(done, Math.min(count, done + 100))
                    .forEach(i -> tasks.add(Map.of("title", "task " + i, "capability", "none")));
            mosaic.api()
                    .admin("task-assign-batch", Map.of("sessionId", session, "tasks", tasks))
                    .statusCode(200);
        }
    }

    private static List<Long> counts(String path) {
        return receiver.at(path).stream()
                .map(one -> Json.tree(one.body()).path("count").longValue())
                .toList();
    }

    private static String id(Receiver.Received received) {
        return Json.tree(received.body()).path("notificationId").textValue();
    }

    private static Receiver.Received first(String path) {
        return awaited(() -> receiver.at(path));
    }

    /** The first, as soon as there is one. */
    private static <T> T awaited(java.util.concurrent.Callable<List<T>> all) {
        return await().atMost(Duration.ofSeconds(30))
                .until(all, list -> !list.isEmpty())
                .getFirst();
    }
}
