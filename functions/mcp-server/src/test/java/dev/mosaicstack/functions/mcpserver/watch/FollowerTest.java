package dev.mosaicstack.functions.mcpserver.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.access.Role;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.Content;
import dev.mosaicstack.functions.mcpserver.catalog.Outcome;
import dev.mosaicstack.functions.mcpserver.catalog.Resource;
import dev.mosaicstack.testkit.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FollowerTest {

    private static final Caller CLIENT = new Caller("t", Role.CLIENT, null, null, null);
    private static final Resource TASKS = new Kind("mosaic://tasks/{id}") {
        @Override
        public Optional<String> changedBy(Event event) {
            return event.subject().startsWith("tasks/")
                    ? Optional.of(event.subject().substring(6))
                    : Optional.empty();
        }
    };
    private static final Resource RECENT = new Kind("mosaic://events/recent") {
        @Override
        public Optional<String> changedBy(Event event) {
            return Optional.of("");
        }
    };

    private final MovableClock time = MovableClock.at("2026-11-20T10:00:00Z");
    private final GivenLog log = new GivenLog();
    private final Follower follower = new Follower(log, log::end, List.of(TASKS, RECENT), time);

    @AfterEach
    void stop() {
        follower.stop();
    }

    @Test
    void whoWatchesIsToldOfWhatItWatchesAndNothingElse() {
        var heard = watch(CLIENT, Set.of("mosaic://tasks/a"), Set.of("requests/r"));
        log.add("tasks/b", "s");
        log.add("tasks/a", "s");
        log.add("requests/q", "s");
        log.add("requests/r", "s");
        assertThat(heard.next()).isEqualTo("mosaic://tasks/a");
        assertThat(heard.next()).isEqualTo("requests/r");
        heard.nothing();
    }

    @Test
    void whatHappenedEarlierIsNotTold() {
        log.add("tasks/a", "s");
        var heard = watch(CLIENT, Set.of("mosaic://tasks/a"), Set.of());
        log.add("tasks/b", "s");
        heard.nothing();
    }

    @Test
    void anAgentIsToldOfItsSessionOnly() {
        var agent = new Caller("t", Role.AGENT, "mine", "me", null);
        var heard = watch(agent, Set.of("mosaic://events/recent"), Set.of("tasks/a"));
        log.add("tasks/a", "theirs");
        log.add("repos/a", null);
        heard.nothing();
        log.add("tasks/a", "mine");
        assertThat(List.of(heard.next(), heard.next())).containsExactlyInAnyOrder("tasks/a", "mosaic://events/recent");
    }

    @Test
    void whatChangesWithEverythingIsToldOnceASecondAndAtLastOnce() {
        var heard = watch(CLIENT, Set.of("mosaic://events/recent"), Set.of());
        log.add("tasks/a", "s");
        assertThat(heard.next()).isEqualTo("mosaic://events/recent");
        log.add("tasks/b", "s");
        log.add("tasks/c", "s");
        heard.nothing();
        time.advance(Paced.BETWEEN);
        assertThat(heard.next()).isEqualTo("mosaic://events/recent");
        time.advance(Paced.BETWEEN);
        heard.nothing();
    }

    @Test
    void whatCouldNotBeToldWhileTheDatabaseWasAwayIsToldLater() {
        var away = new AtomicBoolean(true);
        var heard = new Hears() {
            @Override
            public void subjectChanged(String subject) {
                if (away.getAndSet(false)) {
                    throw new Refusal.Unavailable("DATABASE_UNAVAILABLE", "away", Duration.ofSeconds(1));
                }
                super.subjectChanged(subject);
            }
        };
        follower.watch(CLIENT, Set.of(), Set.of("tasks/a"), heard);
        log.add("tasks/a", "s");
        assertThat(heard.next()).isEqualTo("tasks/a");
    }

    @Test
    void whoFailsAndWhoNeverReturnsKeepNobodyFromBeingTold() throws InterruptedException {
        var returns = new CountDownLatch(1);
        follower.watch(CLIENT, Set.of("mosaic://tasks/a"), Set.of(), new Hears() {
            @Override
            public void resourceChanged(String uri) {
                throw new IllegalStateException("as it is meant");
            }
        });
        follower.watch(CLIENT, Set.of("mosaic://tasks/a"), Set.of(), new Hears() {
            @Override
            public void resourceChanged(String uri) {
                try {
                    returns.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        var heard = watch(CLIENT, Set.of("mosaic://tasks/a"), Set.of());
        for (int i = 0; i < 3; i++) {
            log.add("tasks/a", "s");
            assertThat(heard.next()).isEqualTo("mosaic://tasks/a");
        }
        returns.countDown();
    }

    @Test
    void whoIsSlowIsToldOnceOfAllThatChangedMeanwhile() throws InterruptedException {
        var goesOn = new CountDownLatch(1);
        var heard = new Hears() {
            @Override
            public void resourceChanged(String uri) {
                super.resourceChanged(uri);
                try {
                    goesOn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        follower.watch(CLIENT, Set.of("mosaic://tasks/a"), Set.of(), heard);
        var other = watch(CLIENT, Set.of(), Set.of("tasks/z"));
        log.add("tasks/a", "s");
        heard.next();
        for (int i = 0; i < 1_000; i++) {
            log.add("tasks/a", "s");
        }
        log.add("tasks/z", "s");
        other.next();
        goesOn.countDown();
        assertThat(heard.next()).isEqualTo("mosaic://tasks/a");
        heard.nothing();
    }

    @Test
    void whoClosedIsToldNothing() {
        var heard = new Hears();
        var watch = follower.watch(CLIENT, Set.of("mosaic://tasks/a"), Set.of(), heard);
        var other = watch(CLIENT, Set.of(), Set.of("tasks/a"));
        watch.close();
        log.add("tasks/a", "s");
        other.next();
        heard.nothing();
    }

    @Test
    void whoComesAfterNobodyWatchedIsToldOfWhatChangesFromThenOn() {
        follower.watch(CLIENT, Set.of("mosaic://tasks/a"), Set.of(), new Hears())
                .close();
        log.add("tasks/a", "s");
        log.add("tasks/b", "s");
        var heard = watch(CLIENT, Set.of("mosaic://tasks/b"), Set.of());
        log.add("tasks/b", "s");
        assertThat(heard.next()).isEqualTo("mosaic://tasks/b");
        heard.nothing();
    }

    @Test
    void aDatabaseThatWasAwayIsFollowedWhenItIsBack() {
        var heard = watch(CLIENT, Set.of("mosaic://tasks/a"), Set.of());
        log.away(true);
        log.add("tasks/a", "s");
        heard.nothing();
        log.away(false);
        assertThat(heard.next()).isEqualTo("mosaic://tasks/a");
    }

    @Test
    void anErrorIsNoEndOfFollowing() {
        var heard = watch(CLIENT, Set.of("mosaic://tasks/a"), Set.of());
        log.failWith(new StackOverflowError("as it is meant"));
        log.add("tasks/a", "s");
        assertThat(heard.next()).isEqualTo("mosaic://tasks/a");
    }

    @Test
    void whoMeetsAnErrorIsToldOfWhatChangesLater() {
        var heard = new Hears() {
            @Override
            public void resourceChanged(String uri) {
                super.resourceChanged(uri);
                throw new StackOverflowError("as it is meant");
            }
        };
        follower.watch(CLIENT, Set.of("mosaic://tasks/a"), Set.of(), heard);
        for (int i = 0; i < 2; i++) {
            log.add("tasks/a", "s");
            assertThat(heard.next()).isEqualTo("mosaic://tasks/a");
        }
    }

    @Test
    void aClockThatIsSetBackKeepsNobodyWaitingForMoreThanASecond() {
        var heard = watch(CLIENT, Set.of("mosaic://events/recent"), Set.of());
        log.add("tasks/a", "s");
        assertThat(heard.next()).isEqualTo("mosaic://events/recent");
        time.advance(Duration.ofHours(-1));
        log.add("tasks/b", "s");
        heard.nothing();
        time.advance(Paced.BETWEEN);
        assertThat(heard.next()).isEqualTo("mosaic://events/recent");
    }

    @Test
    void nobodyIsLeftToBelieveThatItWouldBeToldWhileTheDatabaseIsAway() {
        log.away(true);
        assertThatThrownBy(() -> watch(CLIENT, Set.of("mosaic://tasks/a"), Set.of()))
                .isInstanceOf(Refusal.Unavailable.class);
    }

    @Test
    void afterTheDatabaseWasRestoredEverythingMayHaveChanged() {
        log.add("tasks/a", "s");
        log.add("tasks/a", "s");
        var heard = watch(CLIENT, Set.of("mosaic://tasks/a"), Set.of());
        log.restoreTo(1);
        assertThat(heard.next()).isEqualTo("mosaic://tasks/a");
        log.add("tasks/a", "s");
        assertThat(heard.next()).isEqualTo("mosaic://tasks/a");
    }

    @Test
    void whereTheLogIsKeptNoMoreEverythingMayHaveChanged() {
        var heard = watch(CLIENT, Set.of("mosaic://tasks/a"), Set.of());
        synchronized (log) {
            log.add("tasks/b", "s");
            log.forgetAll();
        }
        assertThat(heard.next()).isEqualTo("mosaic://tasks/a");
    }

    @Test
    void aThousandWhoWatchAreToldWithinAQuarterOfASecond() {
        List<Hears> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            all.add(watch(CLIENT, Set.of("mosaic://tasks/a", "mosaic://tasks/b" + i), Set.of()));
        }
        log.add("tasks/warm", "s");
        long began = System.nanoTime();
        log.add("tasks/a", "s");
        all.forEach(Hears::next);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(250));
    }

    private Hears watch(Caller caller, Set<String> uris, Set<String> subjects) {
        var heard = new Hears();
        follower.watch(caller, uris, subjects, heard);
        return heard;
    }

    private static class Hears implements Changes.Listener {

        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        @Override
        public void resourceChanged(String uri) {
            heard.add(uri);
        }

        @Override
        public void subjectChanged(String subject) {
            heard.add(subject);
        }

        String next() {
            return poll(10_000);
        }

        void nothing() {
            assertThat(poll(100)).isNull();
        }

        private String poll(int millis) {
            try {
                return heard.poll(millis, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private abstract static class Kind implements Resource {

        private final Spec spec;

        Kind(String uri) {
            this.spec = new Spec(uri, uri, uri, uri, "application/json", null);
        }

        @Override
        public Spec spec() {
            return spec;
        }

        @Override
        public Outcome<List<Content.Contents>> read(Asked asked, String uri, String id) {
            throw new UnsupportedOperationException("who follows changes reads nothing");
        }
    }
}
