package dev.mosaicstack.core.backup;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.store.Answer;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** What is to be run: what the schedules say, and what is asked for. Any number of processes may do so. */
public final class PlanBackups {

    private static final Logger LOG = Logger.getLogger(PlanBackups.class);

    private final Store store;
    private final Ids ids;
    private final Clock clock;
    private final Map<String, Policy> policies = new TreeMap<>();
    private final String instance;
    private final Register register;

    /** @param instance which set of policies these are, see {@link Register} */
    public PlanBackups(Store store, Ids ids, Clock clock, String instance, List<Policy> policies) {
        this.store = store;
        this.ids = ids;
        this.clock = clock;
        this.instance = instance;
        policies.forEach(policy -> this.policies.put(policy.name(), policy));
        this.register = new Register(store, clock, instance, this.policies);
    }

    /** Writes down what has to be done when, so that others can see when it was not. At each start. */
    public void register() {
        register.all();
    }

    /** The same once a minute, however often it is called: so it is known that somebody has these policies. */
    public void stay() {
        register.again();
    }

    public Policy policy(String name) {
        Policy policy = policies.get(name);
        if (policy == null) {
            throw Refusal.NotFound.of("policy", name);
        }
        return policy;
    }

    /**
     * A run that begins as soon as its repository is free. Where one that does the same waits already, it is that one.
     *
     * @throws Refusal.Conflict {@code BACKUP_RUNNING} where the policy does not queue and the repository is not free
     */
    public <R> R ask(String policy, Kind kind, Order order, Answer<Run, R> answer) {
        Policy known = policy(policy);
        return store.write(tx -> answer.once(tx, () -> ask(tx, known, kind, order)));
    }

    /** Forgets a run that a command asked for and nobody has begun. One that was called for or scheduled is not its own. */
    public void withdraw(String runId) {
        store.write(tx -> {
            tx.backups()
                    .find(runId)
                    .filter(run -> run.state() instanceof Run.State.Queued)
                    .filter(run -> run.order().trigger().equals("command"))
                    .ifPresent(run -> tx.backups().forget(runId));
            return null;
        });
    }

    private Run ask(Tx tx, Policy policy, Kind kind, Order order) {
        // Two who ask at once see each other.
        tx.backups().lock(policy.repository());
        Optional<Run> waiting = tx.backups().queued().stream()
                .filter(run -> run.policy().equals(policy.name())
                        && run.kind() == kind
                        && run.order().same(order))
                .findFirst();
        if (waiting.isPresent()) {
            return waiting.get();
        }
        if (!policy.queues()) {
            mustBeFree(tx, policy);
        }
        var run = Run.queued(ids.next(), policy.name(), policy.repository(), kind, order, clock.instant());
        tx.backups().insert(run);
        return run;
    }

    private static void mustBeFree(Tx tx, Policy policy) {
        Optional<String> holder = tx.backups().holder(policy.repository()).or(() -> tx.backups().queued().stream()
                .filter(run -> run.repository().equals(policy.repository()))
                // Its process may be gone, and then nobody ever begins it.
                .filter(run -> !run.isForItsProcess())
                .map(Run::id)
                .findFirst());
        if (holder.isPresent()) {
            throw new Refusal.Conflict(
                    "BACKUP_RUNNING",
                    "run " + holder.get() + " has, or waits for, the repository of policy " + policy.name());
        }
    }

    /**
     * Asks for what the schedules say, once for each time, whichever process sees it first; what was missed while nobody
     * looked is made up for by one run.
     *
     * @return how many runs
     */
    public int schedule() {
        Instant now = clock.instant();
        int asked = 0;
        for (Duty duty : store.read(tx -> tx.backups().duties())) {
            if (isOurs(duty) && duty.nextAt() != null && !duty.nextAt().isAfter(now)) {
                asked += schedule(duty, now) ? 1 : 0;
            }
        }
        return asked;
    }

    /** Whether it is of a policy of ours, and not of one that another instance calls the same. */
    boolean isOurs(Run run) {
        return policies.containsKey(run.policy())
                && store.read(tx -> tx.backups().duty(run.policy(), Kind.BACKUP))
                        .map(this::isOurs)
                        .orElse(true);
    }

    private boolean isOurs(Duty duty) {
        return duty.instance().equals(instance) && policies.containsKey(duty.policy());
    }

    private boolean schedule(Duty seen, Instant now) {
        Policy policy = policies.get(seen.policy());
        try {
            return store.write(tx -> {
                tx.backups().lock(policy.repository());
                Optional<Duty> duty = tx.backups()
                        .duty(seen.policy(), seen.kind())
                        .filter(found ->
                                found.nextAt() != null && !found.nextAt().isAfter(now));
                duty.ifPresent(due -> {
                    tx.backups().update(due.next(policy.timetable(due.kind()).next(now)));
                    ask(tx, policy, due.kind(), Order.all("schedule"));
                });
                return duty.isPresent();
            });
        } catch (Refusal.Conflict busy) {
            // Said once for each time of the schedule, not for each look.
            LOG.warnf("%s of policy %s is left out: %s", seen.kind().text(), seen.policy(), busy.getMessage());
            skip(seen, policy, now);
            return false;
        }
    }

    private void skip(Duty seen, Policy policy, Instant now) {
        store.write(tx -> {
            tx.backups().duty(seen.policy(), seen.kind()).ifPresent(due -> tx.backups()
                    .update(due.next(policy.timetable(due.kind()).next(now))));
            return null;
        });
    }

    /** Names, sorted. */
    public List<String> names() {
        return List.copyOf(policies.keySet());
    }
}
