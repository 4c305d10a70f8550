package dev.mosaicstack.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.Timing;
import dev.mosaicstack.core.backup.Backups;
import dev.mosaicstack.core.backup.Cause;
import dev.mosaicstack.core.backup.Duty;
import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.backup.Kind;
import dev.mosaicstack.core.backup.LookAtBackups;
import dev.mosaicstack.core.backup.Order;
import dev.mosaicstack.core.backup.Outcome;
import dev.mosaicstack.core.backup.Part;
import dev.mosaicstack.core.backup.PlanBackups;
import dev.mosaicstack.core.backup.Policy;
import dev.mosaicstack.core.backup.Progress;
import dev.mosaicstack.core.backup.Run;
import dev.mosaicstack.core.backup.RunBackups;
import dev.mosaicstack.core.backup.RunView;
import dev.mosaicstack.core.backup.Timetable;
import dev.mosaicstack.core.backup.WatchBackups;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.retention.Keep;
import dev.mosaicstack.core.retention.Retention;
import dev.mosaicstack.core.store.Answer;
import dev.mosaicstack.core.store.Idempotency;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.wait.Wakeups;
import dev.mosaicstack.testkit.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The life of runs and what is told of them, whatever the database. */
@Timeout(120)
abstract class BackupContract {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Timetable HOURLY =
            new Timetable("0 * * * *", BackupContract::nextHour, MINUTE.multipliedBy(10));

    private final MovableClock time = MovableClock.at("2026-11-20T10:30:00Z");
    private final Ids ids = new Ids(time);
    private final Recorder recorder = new Recorder(ids, time);
    private Store store;
    private Store other;
    private WatchBackups watch;

    /** A store on an empty database of the kind under test; closed by the subclass. */
    abstract Store emptyStore();

    /** The same database, as another process has it. */
    abstract Store again();

    private static Instant nextHour(Instant after) {
        return after.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
    }

    @BeforeEach
    void open() {
        store = emptyStore();
        other = again();
        watch = watch(store);
    }

    @Test
    void whatHasToBeDoneIsWrittenDownOnceAndFollowsTheSettings() {
        plan(hourly("nightly")).register();
        plan(other, "default", hourly("nightly")).register();
        assertThat(watch.duties())
                .extracting(Duty::kind)
                .containsExactly(Kind.BACKUP, Kind.DATA, Kind.DRILL, Kind.STRUCTURE);
        Duty backup = duty("nightly", Kind.BACKUP);
        assertThat(backup.nextAt()).isEqualTo("2026-11-20T11:00:00Z");
        assertThat(backup.dueAt()).isEqualTo("2026-11-20T11:10:00Z");
        assertThat(duty("nightly", Kind.DRILL))
                .extracting(Duty::nextAt, Duty::dueAt, Duty::schedule)
                .containsOnlyNulls();

        time.advance(Duration.ofMinutes(45));
        plan(hourly("nightly")).register();
        assertThat(duty("nightly", Kind.BACKUP).nextAt())
                .as("what was missed stays, to be made up for")
                .isEqualTo("2026-11-20T11:00:00Z");
        plan(policy("nightly", "r", true, new Timetable("other", at -> at.plus(DAY), MINUTE)))
                .register();
        Duty changed = duty("nightly", Kind.BACKUP);
        assertThat(changed.nextAt()).isEqualTo("2026-11-21T11:15:00Z");
        assertThat(changed.dueAt()).isEqualTo("2026-11-21T10:31:00Z");
        assertThat(changed.since()).isEqualTo(backup.since());
        plan(policy("nightly", "r", true, Timetable.NONE)).register();
        assertThat(duty("nightly", Kind.BACKUP))
                .extracting(Duty::nextAt, Duty::dueAt)
                .containsOnlyNulls();
    }

    @Test
    void aPolicyThatWasTakenOutIsForgottenOnceNobodyHasIt() {
        plan(other, "elsewhere", hourly("theirs")).register();
        PlanBackups before = plan(other, "default", hourly("kept"), hourly("dropped"));
        before.register();
        PlanBackups after = plan(hourly("kept"));
        after.register();
        for (int minute = 0; minute < 15; minute++) {
            time.advance(MINUTE);
            before.stay();
            after.stay();
        }
        assertThat(policies()).as("another process has it still").containsExactly("dropped", "kept", "theirs");
        for (int minute = 0; minute < 10; minute++) {
            assertThat(policies()).containsExactly("dropped", "kept", "theirs");
            time.advance(MINUTE);
            after.stay();
        }
        assertThat(policies()).as("of another instance it knows nothing").containsExactly("kept", "theirs");
        before.stay();
        assertThat(policies()).as("it was there after all").containsExactly("dropped", "kept", "theirs");
    }

    @Test
    void whoHasNoPoliciesForgetsNone() {
        plan(hourly("nightly")).register();
        time.advance(DAY);
        PlanBackups none = plan(other, "default");
        none.register();
        none.stay();
        assertThat(policies()).containsExactly("nightly");
    }

    @Test
    void aNameThatTwoInstancesHaveIsOfTheOneThatIsThere() {
        PlanBackups first = plan(hourly("nightly"));
        PlanBackups second = plan(other, "second", hourly("nightly"));
        first.register();
        second.register();
        assertThat(duty("nightly", Kind.BACKUP).instance()).isEqualTo("default");
        time.advance(Duration.ofHours(1));
        assertThat(second.schedule()).isZero();
        second.stay();
        assertThat(duty("nightly", Kind.BACKUP).instance())
                .as("the first has gone")
                .isEqualTo("second");
        assertThat(second.schedule()).isEqualTo(1);
        assertThat(first.schedule()).isZero();
    }

    @Test
    void whoAsksForWhatWaitsAlreadyGetsThat() {
        PlanBackups plan = plan(hourly("nightly"));
        Run first = ask(plan, "nightly", Kind.BACKUP);
        Run twin = ask(plan(other, "default", hourly("nightly")), "nightly", Kind.BACKUP);
        assertThat(twin).isEqualTo(first);
        Run drill = ask(plan, "nightly", Kind.DRILL);
        Run some = plan.ask("nightly", Kind.BACKUP, some("db"), Answer.of(Function.identity()));
        assertThat(List.of(first.id(), drill.id(), some.id())).doesNotHaveDuplicates();
        assertThat(runs(plan).next()).map(Run::id).hasValue(first.id());
        assertThat(ask(plan, "nightly", Kind.BACKUP).id())
                .as("the one that runs may have read too early")
                .isNotEqualTo(first.id());
        assertThatThrownBy(() -> ask(plan, "weekly", Kind.BACKUP))
                .isInstanceOf(Refusal.NotFound.class)
                .extracting(e -> ((Refusal) e).code())
                .isEqualTo("POLICY_UNKNOWN");
    }

    @Test
    void whoGivesUpWaitingWithdrawsWhatACommandAskedForAndNothingElse() {
        PlanBackups plan = plan(hourly("nightly"));
        Run called = ask(plan, "nightly", Kind.BACKUP);
        Run command = plan.ask("nightly", Kind.DRILL, Order.all("command"), Answer.of(Function.identity()));
        Run begun = plan.ask("nightly", Kind.DATA, Order.all("command"), Answer.of(Function.identity()));
        runs(plan).start(begun.id()).orElseThrow();
        Stream.of(called, command, begun).map(Run::id).forEach(plan::withdraw);
        assertThat(state(called)).isEqualTo("queued");
        assertThat(state(begun)).isEqualTo("running");
        assertThat(watch.find(command.id())).isEmpty();
    }

    @Test
    void whoDoesNotQueueIsRefusedWhileAnotherHasTheRepositoryOrWaitsForIt() {
        PlanBackups plan = plan(policy("a", "shared", false, HOURLY), policy("b", "shared", true, HOURLY));
        Run waiting = ask(plan, "b", Kind.BACKUP);
        refused(() -> ask(plan, "a", Kind.BACKUP), waiting.id());
        RunBackups runs = runs(plan);
        runs.next().orElseThrow();
        refused(() -> ask(plan, "a", Kind.BACKUP), waiting.id());
        runs.succeed(waiting.id(), Outcome.NONE).orElseThrow();
        assertThat(ask(plan, "a", Kind.BACKUP).stateText()).isEqualTo("queued");
    }

    @Test
    void aKeyMakesOneRunAlsoWhereThatHasEndedMeanwhile() {
        PlanBackups plan = plan(hourly("nightly"));
        RunView first = plan.ask("nightly", Kind.BACKUP, Order.all("call"), keyed("a"));
        RunBackups runs = runs(plan);
        runs.next().orElseThrow();
        runs.succeed(first.runId(), Outcome.NONE).orElseThrow();
        assertThat(plan.ask("nightly", Kind.BACKUP, Order.all("call"), keyed("a")))
                .isEqualTo(first);
        assertThat(plan.ask("nightly", Kind.BACKUP, Order.all("call"), keyed("b"))
                        .runId())
                .isNotEqualTo(first.runId());
    }

    @RepeatedTest(5)
    void ofManyWhoAskAtOnceOneGetsTheRepositoryAndTheOthersAreRefused() {
        // Nobody has named it before: who makes it known races as well.
        List<PlanBackups> plans = IntStream.range(0, 6)
                .mapToObj(i -> plan(i % 2 == 0 ? store : other, "default", policy("p" + i, "fresh", false, HOURLY)))
                .toList();
        List<Integer> made = atOnce(6, i -> {
            try {
                ask(plans.get(i), "p" + i, Kind.BACKUP);
                return 1;
            } catch (Refusal.Conflict busy) {
                return 0;
            }
        });
        assertThat(sum(made)).isEqualTo(1);
    }

    @RepeatedTest(5)
    void ofTheRunsOfOneRepositoryOneIsDoneAtATimeHoweverManyOwnersThereAre() {
        PlanBackups plan = plan(
                policy("a", "shared", true, HOURLY),
                policy("b", "shared", true, HOURLY),
                policy("c", "c", true, HOURLY));
        List.of("a", "b", "c").forEach(name -> ask(plan, name, Kind.BACKUP));
        List<RunBackups> owners = IntStream.range(0, 6)
                .mapToObj(i -> runs(i % 2 == 0 ? store : other, plan, "owner-" + i))
                .toList();
        List<Run> taken = found(atOnce(6, i -> owners.get(i).next()));
        assertThat(taken).extracting(Run::repository).containsExactlyInAnyOrder("shared", "c");
        Run shared = taken.stream()
                .filter(run -> run.repository().equals("shared"))
                .findFirst()
                .orElseThrow();
        assertThat(found(atOnce(6, i -> owners.get(i).succeed(shared.id(), Outcome.NONE))))
                .hasSize(1);
        assertThat(found(atOnce(6, i -> owners.get(i).next())))
                .extracting(Run::repository)
                .containsExactly("shared");
    }

    /** What processes do all day, all at once: none is refused for having met another, and nothing is done twice. */
    @Test
    void whatHappensAtOnceWaitsForEachOtherAndIsNotRefused() {
        Policy[] policies = {policy("a", "shared", true, HOURLY), policy("b", "shared", true, HOURLY)};
        atOnce(8, i -> {
            Store mine = i % 2 == 0 ? store : other;
            PlanBackups plan = plan(mine, "default", policies);
            RunBackups runs = runs(mine, plan, "owner-" + i);
            for (int round = 0; round < 10; round++) {
                plan.register();
                ask(plan, i % 4 < 2 ? "a" : "b", Kind.BACKUP);
                runs.next().ifPresent(run -> {
                    runs.beat(run.id(), Progress.of("backup", "db"), null).orElseThrow();
                    runs.succeed(run.id(), Outcome.NONE).orElseThrow();
                });
            }
            return i;
        });
        List<Event> events = events().stream()
                .filter(event -> !what(event).equals("progress"))
                .toList();
        assertThat(events).hasSizeGreaterThan(16);
        for (int i = 0; i + 1 < events.size(); i += 2) {
            assertThat(List.of(what(events.get(i)), what(events.get(i + 1)))).containsExactly("started", "completed");
            assertThat(events.get(i + 1).subject()).isEqualTo(events.get(i).subject());
        }
    }

    @Test
    void aTimeOfTheScheduleIsOneRunHoweverManyLook() {
        PlanBackups plan = plan(hourly("nightly"));
        PlanBackups twin = plan(other, "default", hourly("nightly"));
        plan.register();
        assertThat(plan.schedule()).isZero();
        for (int hour = 0; hour < 3; hour++) {
            time.advance(Duration.ofHours(1));
            assertThat(sum(atOnce(6, i -> (i % 2 == 0 ? plan : twin).schedule())))
                    .isEqualTo(1);
            RunBackups runs = runs(plan);
            Run run = runs.next().orElseThrow();
            assertThat(run.order().trigger()).isEqualTo("schedule");
            runs.succeed(run.id(), Outcome.NONE);
            assertThat(runs.next()).isEmpty();
        }
    }

    @Test
    void whatWasMissedIsMadeUpForOnce() {
        plan(hourly("nightly")).register();
        time.advance(Duration.ofHours(50));
        PlanBackups later = plan(hourly("nightly"));
        later.register();
        assertThat(later.schedule()).isEqualTo(1);
        assertThat(later.schedule()).isZero();
        assertThat(duty("nightly", Kind.BACKUP).nextAt()).isEqualTo("2026-11-22T13:00:00Z");
    }

    @Test
    void aTimeAtWhichTheRepositoryIsNotFreeIsLeftOutWhereThePolicyDoesNotQueue() {
        PlanBackups plan = plan(policy("a", "shared", false, HOURLY), policy("b", "shared", true, Timetable.NONE));
        plan.register();
        Run running = ask(plan, "b", Kind.DATA);
        runs(plan).next().orElseThrow();
        time.advance(Duration.ofHours(1));
        assertThat(plan.schedule()).isZero();
        assertThat(duty("a", Kind.BACKUP).nextAt()).isEqualTo("2026-11-20T12:00:00Z");
        runs(plan).succeed(running.id(), Outcome.NONE).orElseThrow();
        assertThat(plan.schedule()).isZero();
        time.advance(Duration.ofHours(1));
        assertThat(plan.schedule()).isEqualTo(1);
    }

    @Test
    void aRunWhoseProcessIsSilentIsInterruptedAndThatProcessCanSayNothingAnyMore() {
        PlanBackups plan = plan(hourly("nightly"));
        plan.register();
        Run run = ask(plan, "nightly", Kind.BACKUP);
        RunBackups dead = runs(plan);
        dead.next().orElseThrow();
        for (int i = 0; i < 5; i++) {
            time.advance(RunBackups.LEASE.minusSeconds(1));
            assertThat(watch.sweep()).isZero();
            assertThat(dead.beat(run.id(), Progress.of("backup", "db"), time.instant()))
                    .isPresent();
        }
        ask(plan, "nightly", Kind.DATA);
        RunBackups next = runs(other, plan, "next");
        assertThat(next.next()).isEmpty();
        time.advance(RunBackups.LEASE);
        assertThat(sum(atOnce(4, i -> watch(i % 2 == 0 ? store : other).sweep())))
                .isEqualTo(1);
        Run interrupted = watch.find(run.id()).orElseThrow();
        assertThat(interrupted.stateText()).isEqualTo("interrupted");
        assertThat(interrupted.progress().source()).isEqualTo("db");
        Run data = next.next().orElseThrow();

        assertThat(dead.beat(run.id(), null, null)).isEmpty();
        assertThat(dead.succeed(run.id(), good("db"))).isEmpty();
        assertThat(dead.fail(run.id(), new Cause(Fault.INTERNAL, "x"), Outcome.NONE))
                .isEmpty();
        assertThat(watch.find(run.id())).hasValue(interrupted);
        assertThat(duty("nightly", Kind.BACKUP).lastGoodRun()).isNull();
        ask(plan, "nightly", Kind.DRILL);
        assertThat(dead.next()).as("the repository is that of another").isEmpty();
        assertThat(next.succeed(data.id(), Outcome.NONE)).isPresent();
        assertThat(data("failed").path("code").textValue()).isEqualTo("INTERRUPTED");
    }

    @Test
    void progressIsToldNowAndThenAndTheSignsOfLifeComeMoreOften() {
        PlanBackups plan = plan(hourly("nightly"));
        Run run = ask(plan, "nightly", Kind.BACKUP);
        RunBackups runs = runs(plan);
        runs.next().orElseThrow();
        var half = new Progress("backup", "db", 50, 5L, 10L, 1L, 2L, 7L);
        Instant told = null;
        for (int second = 0; second < 61; second++) {
            told = runs.beat(run.id(), half, told).orElseThrow();
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(events("progress")).hasSize(3);
        assertThat(data("progress").path("percent").intValue()).isEqualTo(50);
        assertThat(watch.find(run.id()).orElseThrow().progress()).isEqualTo(half);
    }

    @Test
    void whatIsOverdueIsToldOnceAndAgainOnlyAfterAGoodRun() {
        PlanBackups plan = plan(hourly("nightly"));
        plan.register();
        time.advance(Duration.ofMinutes(40));
        assertThat(duty("nightly", Kind.BACKUP).dueAt()).isEqualTo(time.instant());
        assertThat(sum(atOnce(4, i -> watch(i % 2 == 0 ? store : other).sweep())))
                .isEqualTo(1);
        time.advance(DAY);
        assertThat(watch.sweep()).isZero();
        assertThat(data("overdue").path("policy").textValue()).isEqualTo("nightly");
        assertThat(data("overdue").path("overdueSeconds").intValue()).isZero();
        assertThat(data("overdue").path("dueAt").textValue()).isEqualTo("2026-11-20T11:10:00Z");

        done(plan, Kind.BACKUP, Order.all("call"), false);
        plan.register();
        assertThat(watch.sweep()).as("a bad run changes nothing").isZero();
        done(plan, Kind.BACKUP, Order.all("call"), true);
        assertThat(duty("nightly", Kind.BACKUP).overdueAt()).isNull();
        assertThat(watch.sweep()).isZero();
        time.advance(Duration.ofHours(2));
        assertThat(watch.sweep()).isEqualTo(1);
        assertThat(events("overdue")).hasSize(2);
    }

    @Test
    void aRunIsAsOldAsItWasAskedForAndWithoutAScheduleItsAgeCounts() {
        PlanBackups plan = plan(policy("called", "r", true, new Timetable(null, null, DAY)));
        plan.register();
        Run run = ask(plan, "called", Kind.BACKUP);
        time.advance(Duration.ofSeconds(20));
        RunBackups runs = runs(plan);
        runs.next().orElseThrow();
        time.advance(Duration.ofSeconds(20));
        runs.succeed(run.id(), good("db")).orElseThrow();
        Duty duty = duty("called", Kind.BACKUP);
        assertThat(duty.lastGoodAt()).isEqualTo(time.instant());
        assertThat(duty.lastGoodStart()).isEqualTo(run.requestedAt());
        assertThat(duty.dueAt()).isEqualTo(run.requestedAt().plus(DAY));
        assertThat(watch.lastGood("called", Kind.BACKUP)).map(Run::id).hasValue(run.id());
        assertThat(watch.lastGood("called", Kind.DATA)).isEmpty();
    }

    @Test
    void aBackupOfSomeSourcesDoesNotCount() {
        PlanBackups plan = plan(hourly("nightly"));
        plan.register();
        done(plan, Kind.BACKUP, some("db"), true);
        assertThat(duty("nightly", Kind.BACKUP).lastGoodAt()).isNull();
        time.advance(DAY);
        assertThat(watch.sweep()).isEqualTo(1);
    }

    @Test
    void aRunThatNobodyCanStartFailsAfterADay() {
        PlanBackups plan = plan(hourly("nightly"));
        plan.register();
        Run waiting = ask(plan, "nightly", Kind.BACKUP);
        time.advance(DAY);
        plan.register();
        watch.sweep();
        assertThat(state(waiting)).as("somebody has the policy").isEqualTo("queued");
        time.advance(DAY.minusSeconds(1));
        watch.sweep();
        assertThat(state(waiting)).isEqualTo("queued");
        time.advance(Duration.ofSeconds(1));
        assertThat(watch.sweep()).isEqualTo(1);
        Run failed = watch.find(waiting.id()).orElseThrow();
        assertThat(failed.cause().code()).isEqualTo("POLICY_UNKNOWN");
        assertThat(failed.startedAt()).isNull();
        assertThat(events("failed")).hasSize(1);
        assertThat(runs(plan).next()).isEmpty();
    }

    @Test
    void aRestoreOfACommandThatIsGoneKeepsNobodyWaitingAndFailsAfterADay() {
        PlanBackups plan = plan(policy("a", "shared", false, HOURLY));
        plan.register();
        Run restore = plan.ask(
                "a",
                Kind.RESTORE,
                new Order("command", List.of(), "latest", "/restored", List.of()),
                Answer.of(Function.identity()));
        assertThat(ask(plan, "a", Kind.BACKUP).stateText()).isEqualTo("queued");
        time.advance(DAY);
        plan.register();
        watch.sweep();
        assertThat(state(restore)).isEqualTo("failed");
    }

    @Test
    void oldRunsAreForgottenButNeverTheLastGoodOneAndNoneThatHasNotEnded() {
        PlanBackups plan = plan(hourly("nightly"));
        plan.register();
        done(plan, Kind.BACKUP, Order.all("call"), true);
        Run lastGood = done(plan, Kind.BACKUP, Order.all("call"), true);
        Run lastData = done(plan, Kind.DATA, Order.all("call"), true);
        done(plan, Kind.BACKUP, Order.all("call"), false);
        Run waiting = ask(plan, "nightly", Kind.STRUCTURE);
        Duration year = DAY.multipliedBy(365);
        time.advance(year);
        Run young = done(plan, Kind.DRILL, Order.all("call"), false);
        Duration ever = DAY.multipliedBy(10_000);
        new Retention(store, new Keep(ever, ever, ever, ever, ever, ever, ever, year, ever), recorder, time)
                .round(() -> false);
        assertThat(watch.runs(new Backups.Filter(null, null, null), new Page.Ask(50, null)))
                .extracting(Run::id)
                .containsExactly(young.id(), waiting.id(), lastData.id(), lastGood.id());
    }

    @Test
    void aLookShowsHowItStands() {
        PlanBackups plan = plan(hourly("nightly"));
        plan.register();
        Run good = done(plan, Kind.BACKUP, Order.all("call"), true);
        Run bad = done(plan, Kind.BACKUP, Order.all("call"), false);
        ask(plan, "nightly", Kind.DRILL);
        runs(plan).next().orElseThrow();
        LookAtBackups.Seen seen = new LookAtBackups(other, time).look();
        LookAtBackups.Standing backup = seen.standings().getFirst();
        assertThat(backup.last().id()).isEqualTo(bad.id());
        assertThat(backup.lastGood().outcome()).isEqualTo(good.outcome());
        assertThat(seen.standings().get(1).last()).isNull();
        assertThat(seen.counts())
                .containsExactly(
                        new Backups.Count("nightly", Kind.BACKUP, "failed", 1),
                        new Backups.Count("nightly", Kind.BACKUP, "succeeded", 1),
                        new Backups.Count("nightly", Kind.DRILL, "running", 1));
    }

    private static void refused(Supplier<Run> ask, String holder) {
        assertThatThrownBy(ask::get)
                .isInstanceOf(Refusal.Conflict.class)
                .hasMessageContaining(holder)
                .extracting(e -> ((Refusal) e).code())
                .isEqualTo("BACKUP_RUNNING");
    }

    private Answer<Run, RunView> keyed(String key) {
        return Answer.once(
                new Idempotency.Scope("token", "backup-run", key), "hash", time.instant(), RunView.class, RunView::of);
    }

    private Run done(PlanBackups plan, Kind kind, Order order, boolean well) {
        RunBackups runs = runs(plan);
        Run run = plan.ask(plan.names().getFirst(), kind, order, Answer.of(Function.identity()));
        runs.start(run.id()).orElseThrow();
        var cause = new Cause(Fault.DUMP_FAILED, "no");
        return (well ? runs.succeed(run.id(), good("db")) : runs.fail(run.id(), cause, Outcome.NONE)).orElseThrow();
    }

    private static Outcome good(String source) {
        var files = new Part.Files(1, 2, 3);
        return Outcome.of(
                List.of(new Part(source, "sqlite", "abc", files, 10L, 20L, 30L, List.of("w"), null, null, null)));
    }

    private static Order some(String... sources) {
        return new Order("call", List.of(sources), null, null, List.of());
    }

    private static Run ask(PlanBackups plan, String policy, Kind kind) {
        return plan.ask(policy, kind, Order.all("call"), Answer.of(Function.identity()));
    }

    private static Policy hourly(String name) {
        return policy(name, "repository of " + name, true, HOURLY);
    }

    private static Policy policy(String name, String repository, boolean queues, Timetable backups) {
        return new Policy(name, "default", repository, queues, Map.of(Kind.BACKUP, backups));
    }

    private PlanBackups plan(Policy... policies) {
        return plan(store, "default", policies);
    }

    private PlanBackups plan(Store on, String instance, Policy... policies) {
        List<Policy> theirs = Stream.of(policies)
                .map(each -> new Policy(each.name(), instance, each.repository(), each.queues(), each.timetables()))
                .toList();
        return new PlanBackups(on, ids, time, instance, theirs);
    }

    private WatchBackups watch(Store on) {
        return new WatchBackups(on, recorder, time, new Wakeups(new Timing(null, null, null, null, MINUTE)));
    }

    private RunBackups runs(PlanBackups plan) {
        return runs(store, plan, "owner");
    }

    private RunBackups runs(Store on, PlanBackups plan, String owner) {
        return new RunBackups(on, recorder, time, plan, owner);
    }

    private Duty duty(String policy, Kind kind) {
        return watch.duties().stream()
                .filter(duty -> duty.policy().equals(policy) && duty.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private List<String> policies() {
        return watch.duties().stream().map(Duty::policy).distinct().toList();
    }

    private String state(Run run) {
        return watch.find(run.id()).orElseThrow().stateText();
    }

    private List<Event> events() {
        while (store.read(tx -> tx.events().unnumbered())) {
            store.write(tx -> tx.events().number(1000));
        }
        return store.read(tx -> tx.events().after(0, 1000));
    }

    private List<Event> events(String what) {
        return events().stream().filter(event -> what(event).equals(what)).toList();
    }

    private JsonNode data(String what) {
        return Json.tree(events(what).getFirst().data());
    }

    private static String what(Event event) {
        return event.type().substring("dev.mosaicstack.backup.".length());
    }

    private static int sum(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).sum();
    }

    private static List<Run> found(List<Optional<Run>> runs) {
        return runs.stream().flatMap(Optional::stream).toList();
    }

    /** Each on a thread of its own, all beginning together. */
    private static <T> List<T> atOnce(int threads, IntFunction<T> work) {
        var barrier = new CyclicBarrier(threads);
        List<CompletableFuture<T>> all = IntStream.range(0, threads)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                barrier.await();
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                            return work.apply(i);
                        },
                        task -> Thread.ofPlatform().daemon().start(task)))
                .toList();
        return all.stream().map(CompletableFuture::join).toList();
    }
}
