package dev.mosaicstack.crash.ledger;

import static dev.mosaicstack.crash.ledger.Story.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.crash.ledger.Entry.Hold;
import dev.mosaicstack.crash.ledger.Entry.Span;
import org.junit.jupiter.api.Test;

/** A check that cannot fail is worth nothing: each thing that must not be is shown to the judge once. */
class VerdictTest {

    private final Story story = new Story();

    @Test
    void aRunInWhichAllWentWellIsClean() {
        assertThat(story.findings()).isEmpty();
        assertThat(story.verdict().clean()).isTrue();
    }

    @Test
    void aLostDeliveryIsFoundAndCounted() {
        story.deliveries.clear();
        assertThat(story.findings()).singleElement().asString().contains("LOST deliveries d1");
        assertThat(story.verdict().rows())
                .filteredOn(row -> row.kind() == Kind.DELIVERIES)
                .singleElement()
                .satisfies(row -> assertThat(row.lost()).isEqualTo(1));
    }

    @Test
    void aDeliveryWithAnotherBodyIsLost() {
        story.deliveries.put("d1", new Evidence.Delivery("another", "e1"));
        assertFound("LOST deliveries d1");
    }

    @Test
    void aDeliveryWithAnotherEventIsFound() {
        story.deliveries.put("d1", new Evidence.Delivery("sha", "e2"));
        assertFound("an answered eventId stays");
    }

    @Test
    void aDuplicateThatGetsIdsOfItsOwnIsFound() {
        story.ledger.add(new Entry.Delivered("sha", "d2", "e1"));
        assertFound("a duplicate gets the first one's ids");
    }

    @Test
    void oneIdForTwoDeliveriesIsFound() {
        story.ledger.add(new Entry.Delivered("sha of another", "d1", "e1"));
        assertFound("an id is one delivery's");
    }

    @Test
    void aLostTaskIsFound() {
        story.ledger.add(new Entry.Assigned("key 2", "t2"));
        story.happens("e9", "mcp.task.created", "tasks/t2");
        assertFound("LOST tasks t2");
    }

    @Test
    void twoTasksUnderOneKeyAreFound() {
        story.ledger.add(new Entry.Assigned("key", "t2"));
        assertFound("one Idempotency-Key makes one task");
    }

    @Test
    void aTaskThatNeverEndsIsFound() {
        story.ledger.add(new Entry.Assigned("key 2", "t2"));
        story.tasks.put("t2", new Evidence.Task("assigned", 1, "ada", ""));
        assertFound("every task comes to an end");
    }

    @Test
    void aCompletionThatIsForgottenIsLost() {
        story.tasks.put("t1", new Evidence.Task("queued", 2, "", ""));
        assertFound("LOST completions t1");
    }

    @Test
    void aCompletionWithAnotherResultIsLost() {
        story.tasks.put("t1", new Evidence.Task("completed", 2, "linus", "else"));
        assertFound("LOST completions t1");
    }

    @Test
    void aTaskThatIsCompletedTwiceIsFound() {
        story.ledger.add(new Entry.Completed(new Hold("t1", 3, "ada"), "done", new Span(31, 45)));
        assertFound("no task is completed twice");
    }

    @Test
    void aSecondCompletionInTheEventLogIsFound() {
        story.happens("e4", "mcp.task.completed", "tasks/t1");
        assertFound("no task is completed twice");
    }

    @Test
    void aResultThatNobodySentIsFound() {
        story.ledger.add(new Entry.Assigned("key 2", "t2"));
        story.tasks.put("t2", new Evidence.Task("completed", 1, "ada", "from nowhere"));
        assertFound("nobody completes a task but its holder");
    }

    @Test
    void aCompletionThatCountsThoughItsRepeatWasRefusedIsFound() {
        story.ledger.add(new Entry.Refused(SECOND, "TASK_FENCED"));
        assertFound("the exact repeat gets the same answer");
    }

    @Test
    void aFailureThatIsForgottenIsLost() {
        story.ledger.add(new Entry.Failed(SECOND, "queued", new Span(41, 50)));
        assertFound("LOST failures t1");
    }

    @Test
    void aFenceThatGoesBackwardsIsFound() {
        story.ledger.add(new Entry.Claimed(new Hold("t1", 5, "ada"), new Span(2, 9)));
        assertFound("fences of a task only rise");
    }

    @Test
    void claimsWhoseAnswersOvertookEachOtherAreNoFinding() {
        story.ledger.add(new Entry.Claimed(new Hold("t1", 3, "ada"), new Span(25, 35)));
        assertThat(story.findings()).isEmpty();
    }

    @Test
    void aFenceThatIsGivenTwiceIsFound() {
        story.ledger.add(new Entry.Claimed(new Hold("t1", 1, "linus"), new Span(10, 20)));
        assertFound("a fence is given to one claim");
    }

    @Test
    void aCompletedTaskThatIsClaimedAgainIsFound() {
        story.ledger.add(new Entry.Claimed(new Hold("t1", 3, "ada"), new Span(51, 60)));
        assertFound("what is completed is not claimed again");
    }

    @Test
    void aLostRequestIsFound() {
        story.ledger.add(new Entry.Asked("key 2", "r2", "where?"));
        assertFound("LOST requests r2");
    }

    @Test
    void aRequestThatIsNeverAnsweredIsFound() {
        story.ledger.add(new Entry.Asked("key 2", "r2", "where?"));
        story.requests.put("r2", new Evidence.Request("delivered", ""));
        assertFound("every request is answered");
    }

    @Test
    void twoRequestsUnderOneKeyAreFound() {
        story.ledger.add(new Entry.Asked("key", "r2", "why?"));
        assertFound("one Idempotency-Key makes one request");
    }

    @Test
    void aReplyThatIsAnotherIsLost() {
        story.requests.put("r1", new Evidence.Request("responded", "something else"));
        assertFound("LOST replies r1");
    }

    @Test
    void aReplyThatNobodySentIsFound() {
        story.ledger.add(new Entry.Asked("key 2", "r2", "where?"));
        story.requests.put("r2", new Evidence.Request("responded", "there"));
        assertFound("an answer is what was answered");
    }

    @Test
    void aLostSessionIsFound() {
        story.sessions.clear();
        assertFound("LOST sessions s1");
    }

    @Test
    void aClosedSessionThatIsOpenAgainIsLost() {
        story.sessions.put("s1", "active");
        assertFound("LOST sessions s1");
    }

    @Test
    void twoSessionsUnderOneKeyAreFound() {
        story.ledger.add(new Entry.Opened("key", "s2"));
        assertFound("one Idempotency-Key makes one session");
    }

    @Test
    void anAnsweredEventThatIsNotInTheLogIsLost() {
        story.log.removeIf(event -> event.id().equals("e1"));
        assertFound("LOST events e1");
    }

    @Test
    void aTaskWithoutItsEventIsFound() {
        story.log.removeIf(event -> event.id().equals("e2"));
        assertFound("no event says that it was created");
    }

    @Test
    void anEventThatWasNeverPublishedIsLost() {
        story.seen.remove("e2");
        assertFound("LOST events e2");
    }

    @Test
    void anEventThatIsPublishedAndNotCommittedIsFound() {
        story.seen.add("e9");
        assertFound("only what is committed is published");
    }

    @Test
    void anEventWithTwoBodiesIsFound() {
        story.changed.add("e1");
        assertFound("an event never changes");
    }

    @Test
    void aHoleInTheStreamIsFound() {
        story.disorder.add("7-0 comes after 5-0");
        assertFound("the stream has order and no hole");
    }

    @Test
    void aWrongAnswerIsFound() {
        story.ledger.add(new Entry.Wrong("task-get got 500"));
        assertFound("task-get got 500");
    }

    @Test
    void aFailedAttemptThatCountsAsACompletionIsLost() {
        story.tasks.put("t1", new Evidence.Task("completed", 1, "ada", "done"));
        assertFound("LOST failures t1");
    }

    private void assertFound(String what) {
        assertThat(story.findings()).anySatisfy(finding -> assertThat(finding).contains(what));
        assertThat(story.verdict().clean()).isFalse();
    }
}
