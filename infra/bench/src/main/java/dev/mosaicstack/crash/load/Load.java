package dev.mosaicstack.crash.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.crash.ledger.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** All workers, a virtual thread each: some make work, the others do it. */
public final class Load implements AutoCloseable {

    private static final int SENDERS = 3;
    private static final int ASSIGNERS = 2;
    private static final int BATCH = 10;
    private static final int AGENTS = 8;
    private static final int PAIRS = 2;

    private final Access access;
    private final Random random;
    private final String session;
    private final Group makers = new Group();
    private final Group doers = new Group();

    /** @param seed what each worker does is decided by it; what comes of it is not */
    public Load(Access access, long seed) {
        this.access = access;
        this.random = new Random(seed);
        this.session = accepted(access.admin("session-create", key(), Map.of("project", "crash", "client", "load")))
                .path("sessionId")
                .asText();
    }

    public void start() {
        for (int i = 0; i < SENDERS; i++) {
            makers.start(new PushSender(access, own()));
        }
        for (int i = 0; i < ASSIGNERS; i++) {
            makers.start(new TaskAssigner(access, session, 1, own()));
        }
        makers.start(new TaskAssigner(access, session, BATCH, own()));
        makers.start(new SessionOpener(access));
        for (int i = 0; i < AGENTS; i++) {
            doers.start(new TaskAgent(access, deploy(), own()));
        }
        for (int i = 0; i < PAIRS; i++) {
            Agent one = deploy();
            Agent other = deploy();
            doers.start(new Answerer(access, other));
            makers.start(new Asker(access, one, other));
        }
    }

    /** The session that all tasks and requests belong to. */
    public String session() {
        return session;
    }

    /** No new work from here on; comes back when what was begun is answered. */
    public void stopMaking() {
        makers.stop();
    }

    @Override
    public void close() {
        makers.stop();
        doers.stop();
    }

    private Agent deploy() {
        var body = Map.of(
                "sessionId",
                session,
                "name",
                "agent-" + key(),
                "role",
                "coder",
                "capabilities",
                TaskAssigner.CAPABILITIES);
        var deployed = accepted(access.admin("agent-deploy", key(), body));
        return new Agent(
                deployed.path("agentId").asText(), deployed.path("token").asText(), session);
    }

    private static JsonNode accepted(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted accepted -> accepted.body();
            case Outcome.Refused refused -> throw new IllegalStateException("no load without it: " + refused.code());
        };
    }

    private Random own() {
        return new Random(random.nextLong());
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    /** Workers that start and end together. */
    private final class Group {

        private final AtomicBoolean stopped = new AtomicBoolean();
        private final List<Thread> threads = new ArrayList<>();

        void start(Worker worker) {
            threads.add(Thread.ofVirtual().start(() -> run(worker)));
        }

        private void run(Worker worker) {
            try {
                while (!stopped.get()) {
                    worker.once();
                    LockSupport.parkNanos(worker.pace().toNanos());
                }
            } catch (RuntimeException e) {
                access.ledger().add(new Entry.Wrong(worker.getClass().getSimpleName() + " stopped: " + e));
            }
        }

        void stop() {
            stopped.set(true);
            try {
                for (Thread thread : threads) {
                    thread.join();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
