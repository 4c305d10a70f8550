package dev.mosaicstack.core.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.json.Json;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescribeTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            mcp.task.completed; {}; info
            mcp.task.failed; {}; error
            mcp.task.retried; {}; info
            mcp.agent.lost; {}; warning
            mcp.coordination.expired; {}; warning
            mcp.session.expired; {}; info
            system.subscription.disabled; {}; warning
            system.notification.failed; {}; error
            backup.failed; {}; error
            backup.drill.failed; {}; critical
            backup.overdue; {}; error
            backup.completed; {}; info
            backup.drill.passed; {}; info
            backup.verified; {}; info
            alert.firing; {}; warning
            alert.firing; {"severity":"critical"}; critical
            alert.resolved; {"severity":"Error"}; error
            alert.firing; {"severity":"page"}; warning
            alert.resolved; {"severity":"page"}; warning
            ci.status; {"state":"success"}; info
            ci.status; {"state":"failure"}; error
            ci.status; {"state":"error"}; error
            ci.status; {"state":"warning"}; warning
            ci.workflow_run; {"status":"completed","conclusion":"failure"}; error
            ci.workflow_job; {"status":"completed","conclusion":"timed_out"}; error
            ci.workflow_run; {"status":"failure","action":"failure"}; error
            git.issues; {"state":"failure"}; info
            """)
    void theSeverityIsTheEventsOwnWordElseThatOfTheTable(String what, String data, String severity) {
        assertThat(Severities.of(event(what, data), Json.tree(data)).text()).isEqualTo(severity);
    }

    @Test
    void anAttributeIsItsOwnWordToo() {
        Event plain = event("user.note", "{}");
        var said = new Event(
                0,
                plain.id(),
                plain.type(),
                plain.source(),
                plain.subject(),
                plain.time(),
                null,
                null,
                null,
                null,
                "{}",
                Map.of("severity", "critical"));
        assertThat(Severities.of(said, Json.tree("{}"))).isEqualTo(Severity.CRITICAL);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            mcp.task.failed; {"title":"Fix login","state":"failed"}; [p] task failed: Fix login
            mcp.task.queued; {"title":"Fix login","state":"queued"}; [p] task queued: Fix login
            ci.status; {"state":"failure","context":"ci/woodpecker/push/test"}; [p] ci status failure: ci/woodpecker/push/test
            ci.workflow_run; {"action":"completed","title":"Release","status":"completed","conclusion":"success"}; [p] ci workflow run success: Release
            git.push; {"ref":"refs/heads/main"}; [p] push: refs/heads/main
            git.issues; {"action":"opened","title":"Crash","state":"open"}; [p] issues opened: Crash
            git.pull_request_review_approved; {"action":"reviewed","title":"Add x"}; [p] pull request review approved reviewed: Add x
            alert.firing; {"name":"DiskFull"}; [p] alert firing: DiskFull
            alert.firing; {"rule":"DiskFull","summary":"/var is 95 % full"}; [p] alert firing: DiskFull: /var is 95 % full
            alert.resolved; {"rule":"DiskFull","summary":"/var is 95 % full"}; [p] alert resolved: DiskFull: /var is 95 % full
            alert.resolved; {"rule":"DiskFull","summary":" "}; [p] alert resolved: DiskFull
            backup.failed; {"policy":"nightly","kind":"backup","code":"DUMP_FAILED"}; [p] backup failed: nightly
            backup.failed; {"policy":"nightly","kind":"data","trigger":"schedule"}; [p] backup failed: nightly (data)
            backup.completed; {"policy":"nightly","kind":"backup"}; [p] backup completed: nightly
            backup.drill.failed; {"policy":"nightly","kind":"drill"}; [p] backup drill failed: nightly (drill)
            backup.overdue; {"policy":"nightly","kind":"drill"}; [p] backup overdue: nightly (drill)
            """)
    void theTitleSaysWhatHappenedToWhat(String what, String data, String title) {
        assertThat(note(what, data).title()).isEqualTo(title);
    }

    @Test
    void oneLineForEachThingThatMattersAndALink() {
        Note note = note("git.pull_request_comment", """
                {"title":"Add x","htmlUrl":"javascript:alert(1)","comment":{"body":"first\\r\\nsecond\\u0000",\
                "htmlUrl":"https://git.example.org/c"},"sender":{"username":"ada"},"payload":"not for messages"}""");
        assertThat(note.lines()).containsExactly("Comment: first second", "By: ada");
        assertThat(note.link()).isEqualTo("https://git.example.org/c");
    }

    @Test
    void aBackupThatFailedOrIsOverdueSaysWhyAndSinceWhen() {
        Note failed = note("backup.failed", """
                {"policy":"nightly","kind":"backup","code":"REPOSITORY_FULL","detail":"db: no space left"}""");
        assertThat(failed.lines()).containsExactly("Detail: db: no space left");
        Note overdue = note("backup.overdue", """
                {"policy":"nightly","kind":"backup","dueAt":"2026-11-20T06:00:00Z","lastGoodAt":"2026-11-18T02:03:04Z"}""");
        assertThat(overdue.lines()).containsExactly("Due: 2026-11-20T06:00:00Z", "Last good: 2026-11-18T02:03:04Z");
        assertThat(note("backup.overdue", "{\"policy\":\"n\",\"lastGoodAt\":null}")
                        .lines())
                .isEmpty();
    }

    @Test
    void anAlertSaysSinceWhenAndWhatToDo() {
        Note resolved = note("alert.resolved", """
                {"alertId":"a","rule":"DiskFull","severity":"critical","labels":{"token":"not for messages"},
                "summary":"/var is full","runbook":"https://runbooks.example/disk","value":"0.95",
                "activeSince":"2026-11-20T06:00:00Z","firedAt":"2026-11-20T06:05:00Z",
                "resolvedAt":"2026-11-20T07:00:00Z","reason":"the rule is not there any more"}""");
        assertThat(resolved.lines())
                .containsExactly(
                        "Reason: the rule is not there any more",
                        "Summary: /var is full",
                        "Value: 0.95",
                        "Since: 2026-11-20T06:00:00Z",
                        "Resolved: 2026-11-20T07:00:00Z");
        assertThat(resolved.link()).isEqualTo("https://runbooks.example/disk");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            clone https://me:hunter2@git.example.org/x; clone https://***@git.example.org/x
            password=hunter2 was wrong; password=*** was wrong
            DB_PASSWORD: hunter2; DB_PASSWORD: ***
            https://x/y?access_token=hunter2&a=b; https://x/y?access_token=***
            Authorization: Bearer hunter2hunter2; Authorization: Bearer ***
            used mosaic_hunter2hunter2 here; used *** here
            ghp_hunter2hunter2; ***
            the token is gone; the token is gone
            basic understanding of bearer bonds; basic understanding of bearer bonds
            """)
    void whatLooksLikeASecretStaysInTheHouse(String said, String told) {
        assertThat(Plain.line(said, 200)).isEqualTo(told);
        assertThat(note("mcp.task.failed", "{\"reason\":" + Json.write(said) + "}")
                        .lines())
                .containsExactly("Reason: " + told);
    }

    @Test
    void longTextIsCutBetweenCharacters() {
        assertThat(Plain.line("😀".repeat(300), 9)).isEqualTo("😀".repeat(4) + "…");
        assertThat(Plain.line("a".repeat(300), 10)).isEqualTo("a".repeat(9) + "…");
        assertThat(Plain.line("a".repeat(10), 10)).isEqualTo("a".repeat(10));
    }

    private static Note note(String what, String data) {
        JsonNode tree = Json.tree(data);
        Event event = event(what, data);
        return Describe.of(event, tree, new Kind(event.type(), Severities.of(event, tree), "p"));
    }

    private static Event event(String what, String data) {
        return new Event(
                0,
                "id",
                "dev.mosaicstack." + what,
                "/s",
                "x/1",
                Instant.parse("2026-11-20T10:00:00Z"),
                null,
                null,
                null,
                null,
                data);
    }
}
