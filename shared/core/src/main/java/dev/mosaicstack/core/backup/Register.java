package dev.mosaicstack.core.backup;

import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Writes down which policies there are: processes that have none can see what is overdue, even when those that have them
 * are gone. A policy is forgotten once nobody has it any more but somebody has others of its instance: it was taken out of
 * the settings. Processes that have none at all forget nothing.
 */
final class Register {

    /** So long a policy that nobody has stays: processes that follow each other have different settings for a while. */
    static final Duration GRACE = Duration.ofMinutes(10);

    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final Logger LOG = Logger.getLogger(Register.class);

    private final Store store;
    private final Clock clock;
    private final String instance;
    private final Map<String, Policy> policies;
    private volatile Instant last = Instant.EPOCH;

    Register(Store store, Clock clock, String instance, Map<String, Policy> policies) {
        this.store = store;
        this.clock = clock;
        this.instance = instance;
        this.policies = policies;
    }

    void again() {
        if (!last.plus(AGAIN).isAfter(clock.instant())) {
            all();
        }
    }

    void all() {
        Instant now = clock.instant();
        for (Policy policy : policies.values()) {
            store.write(tx -> {
                // One transaction for each: none waits for one repository while it holds another.
                tx.backups().lock(policy.repository());
                for (Kind kind : Kind.values()) {
                    if (kind.recurs()) {
                        duty(tx, policy, kind, now);
                    }
                }
                return null;
            });
        }
        if (!policies.isEmpty()) {
            forget(now);
        }
        last = now;
    }

    private void duty(Tx tx, Policy policy, Kind kind, Instant now) {
        Timetable timetable = policy.timetable(kind);
        Optional<Duty> known = tx.backups().duty(policy.name(), kind);
        if (known.isEmpty()) {
            tx.backups().insert(Duty.first(policy, kind, timetable, now));
        } else if (isOurs(known.get()) || known.get().isUnseenFor(GRACE, now)) {
            tx.backups().update(known.get().with(policy, timetable, now));
        } else if (kind == Kind.BACKUP) {
            LOG.warnf(
                    "policy %s is one of instance %s, too: it is not scheduled here",
                    policy.name(), known.get().instance());
        }
    }

    private void forget(Instant now) {
        for (Duty seen : store.read(tx -> tx.backups().duties())) {
            if (isGone(seen, now)) {
                store.write(tx -> {
                    tx.backups()
                            .duty(seen.policy(), seen.kind())
                            .filter(duty -> isGone(duty, now))
                            .ifPresent(tx.backups()::delete);
                    return null;
                });
                LOG.infof(
                        "%s of policy %s is forgotten: nobody has it any more",
                        seen.kind().text(), seen.policy());
            }
        }
    }

    private boolean isGone(Duty duty, Instant now) {
        return isOurs(duty) && !policies.containsKey(duty.policy()) && duty.isUnseenFor(GRACE, now);
    }

    private boolean isOurs(Duty duty) {
        return duty.instance().equals(instance);
    }
}
