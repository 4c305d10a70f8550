package dev.mosaicstack.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded webhook: what it becomes, and the fields that tell it from its neighbours. */
class RecogniseFixturesTest {

    private static final String APP = "repos/acme/app";

    static Stream<Arguments> webhooks() {
        return Stream.of(
                row("gitea/push", "git.push", APP, "/ref=refs/heads/main", "/totalCommits=2", "/created=false"),
                row("gitea/create", "git.create", APP, "/ref=v1.1.0", "/refType=tag"),
                row("gitea/delete", "git.delete", APP, "/ref=empty-passwords", "/refType=branch"),
                row("gitea/fork", "git.fork", APP, "/fork/fullName=bo/app", "/repository/fullName=acme/app"),
                row("gitea/issues", "git.issues", APP, "/action=opened", "/number=12", "/state=open", "/isPull=false"),
                row("gitea/issue_assign", "git.issue_assign", APP, "/action=assigned", "/assignees/0=ada"),
                row("gitea/issue_label", "git.issue_label", APP, "/labels/0=bug", "/labels/1=area/ui"),
                row("gitea/issue_milestone", "git.issue_milestone", APP, "/milestone=1.1"),
                row("gitea/issue_comment", "git.issue_comment", APP, "/comment/body=Same here.", "/isPull=false"),
                row("gitea/pull_request_comment", "git.pull_request_comment", APP, "/isPull=true", "/number=13"),
                row("gitea/pull_request", "git.pull_request", APP, "/draft=true", "/head/ref=empty-passwords"),
                row("gitea/pull_request_assign", "git.pull_request_assign", APP, "/assignees/0=ada"),
                row("gitea/pull_request_label", "git.pull_request_label", APP, "/labels/0=bug"),
                row("gitea/pull_request_milestone", "git.pull_request_milestone", APP, "/milestone=1.1"),
                row("gitea/pull_request_sync", "git.pull_request_sync", APP, "/action=synchronized"),
                row(
                        "gitea/pull_request_review_request",
                        "git.pull_request_review_request",
                        APP,
                        "/requestedReviewer=ada",
                        "/requestedReviewers/0=ada"),
                row(
                        "gitea/pull_request_review_approved",
                        "git.pull_request_review_approved",
                        APP,
                        "/review/type=pull_request_review_approved",
                        "/review/content=Thank you"),
                row(
                        "gitea/pull_request_review_rejected",
                        "git.pull_request_review_rejected",
                        APP,
                        "/review/content=A test is missing"),
                row(
                        "gitea/pull_request_review_comment",
                        "git.pull_request_review_comment",
                        APP,
                        "/review/content=Why two?"),
                row("gitea/wiki", "git.wiki", APP, "/action=edited", "/page=Home", "/comment=Say how to build"),
                row("gitea/repository", "git.repository", "repos/acme/tools", "/action=created", "/organization=acme"),
                row("gitea/release", "git.release", APP, "/tag=v1.1.0", "/assets/0/name=app.jar", "/author=ada"),
                row("gitea/package", "git.package", APP, "/name=app", "/version=1.1.0", "/type=container"),
                row("gitea/status", "ci.status", APP, "/state=success", "/ci/event=push", "/ci/workflow=build"),
                row("gitea/workflow_run", "ci.workflow_run", APP, "/conclusion=success", "/trigger=push", "/id=501"),
                row(
                        "gitea/workflow_job",
                        "ci.workflow_job",
                        APP,
                        "/runId=501",
                        "/name=test",
                        "/labels/0=ubuntu-latest"),
                row("gitea-old/package", "git.package", "orgs/acme", "/action=deleted", "/owner=acme"),
                row("gitea-old/status", "ci.status", APP, "/ci/event=pr", "/ci/workflow=test", "/ci/axis=2"),
                row("forgejo/push", "git.push", APP, "/commits/1/message=Tidy the form — größer\n"),
                row("forgejo/pull_request", "git.pull_request", APP, "/merged=true", "/action=closed", "/state=closed"),
                row("forgejo/pull_request_review_approved", "git.pull_request_review_approved", APP, "/number=13"),
                row("forgejo/issue_label", "git.issue_label", APP, "/action=label_cleared"),
                row("forgejo/release", "git.release", APP, "/tag=v1.1.0"),
                row("forgejo/package", "git.package", "users/acme", "/name=app", "/creator=ada"),
                row(
                        "forgejo/action_run_failure",
                        "ci.workflow_run",
                        APP,
                        "/action=failure",
                        "/priorStatus=running",
                        "/workflow=build.yaml",
                        "/headBranch=main",
                        "/runNumber=15"),
                row("gogs/push", "git.push", APP, "/created=true", "/totalCommits=1", "/pusher/username=ada"),
                row("gogs/create", "git.create", APP, "/refType=tag"),
                row("gogs/delete", "git.delete", APP, "/ref=old"),
                row("gogs/fork", "git.fork", APP, "/fork/fullName=bo/app"),
                row("gogs/issues", "git.issue_label", APP, "/labels/0=bug", "/assignees/0=ada", "/event=issue_label"),
                row("gogs/issue_comment", "git.pull_request_comment", APP, "/isPull=true", "/number=12"),
                row("gogs/pull_request", "git.pull_request", APP, "/head/ref=empty-passwords", "/base/ref=main"),
                row("gogs/release", "git.release", APP, "/tag=v1.1.0", "/prerelease=false"));
    }

    private static Arguments row(String fixture, String type, String subject, String... fields) {
        return Arguments.of(fixture, type, subject, List.of(fields));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("webhooks")
    void aRecordedWebhookIsRecognised(String fixture, String type, String subject, List<String> fields) {
        Recognised webhook = Fixture.of(fixture).recognised();

        assertThat(webhook.type()).isEqualTo("dev.mosaicstack." + type);
        assertThat(webhook.event()).isEqualTo(type.substring(type.indexOf('.') + 1));
        assertThat(webhook.subject()).isEqualTo(subject);
        assertThat(webhook.forge())
                .isEqualTo(fixture.substring(0, fixture.indexOf('/')).replace("-old", ""));
        assertThat(webhook.externalId()).hasSize(36);
        assertThat(at(webhook, "/forge=")).isEqualTo(webhook.forge());
        assertThat(at(webhook, "/event=")).isEqualTo(webhook.event());
        for (String field : fields) {
            assertThat(at(webhook, field)).as(field).isEqualTo(field.substring(field.indexOf('=') + 1));
        }
    }

    private static String at(Recognised webhook, String field) {
        return webhook.data().at(field.substring(0, field.indexOf('='))).asText();
    }

    @Test
    void everyRecordedWebhookIsInTheTable() {
        Set<String> rows = webhooks().map(row -> (String) row.get()[0]).collect(Collectors.toSet());

        assertThat(Fixture.all()).extracting(Fixture::name).containsExactlyInAnyOrderElementsOf(rows);
    }

    @Test
    void everyKindHasARecordedWebhookOfGitea() {
        var kinds = Stream.of(EventKind.values()).filter(kind -> kind != EventKind.UNKNOWN);

        assertThat(kinds).allSatisfy(kind -> assertThat(
                        Fixture.of("gitea/" + kind.event()).recognised().type())
                .isEqualTo(kind.type()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void theGroupAndThePayloadLeadToTheSameType(Fixture fixture) {
        assertThat(fixture.recognisedByGroup()).isEqualTo(fixture.recognised());
    }

    @ParameterizedTest
    @MethodSource("all")
    void theSenderAndTheRepositoryKeepOurShape(Fixture fixture) {
        JsonNode data = fixture.recognised().data();

        if (data.has("sender")) {
            assertThat(data.get("sender").fieldNames())
                    .toIterable()
                    .containsExactly("id", "username", "fullName", "email");
        }
        if (data.has("repository")) {
            assertThat(data.get("repository").fieldNames())
                    .toIterable()
                    .containsExactly("id", "fullName", "owner", "htmlUrl", "cloneUrl", "private", "defaultBranch");
        }
    }

    static List<Fixture> all() {
        return Fixture.all();
    }

    @Test
    void aPushCarriesItsCommitsInOurShape() {
        JsonNode push = Fixture.of("gitea/push").recognised().data();

        assertThat(push.fieldNames())
                .toIterable()
                .containsExactly(
                        "forge",
                        "event",
                        "ref",
                        "before",
                        "after",
                        "created",
                        "deleted",
                        "compareUrl",
                        "commits",
                        "totalCommits",
                        "pusher",
                        "repository",
                        "sender");
        JsonNode commit = push.at("/commits/0");
        assertThat(commit.fieldNames())
                .toIterable()
                .containsExactly("id", "message", "url", "author", "timestamp", "added", "removed", "modified");
        assertThat(commit.at("/author/username").textValue()).isEqualTo("ada");
        assertThat(commit.at("/added/0").textValue()).isEqualTo("src/LoginTest.java");
        assertThat(push.at("/repository/owner").textValue()).isEqualTo("acme");
        assertThat(push.at("/repository/id").longValue()).isEqualTo(42);
        assertThat(push.at("/repository/private").booleanValue()).isTrue();
    }
}
