package dev.mosaicstack.store;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** This process' row in the SQLite file, by which a process of another host sees that it is at work. */
final class ProcessRow {

    /** How often the row is renewed. */
    static final Duration RENEW = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(ProcessRow.class);

    /** Rows of this boot that are this old belong to nobody: one kernel has one clock. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Store store;
    private final String boot;
    private final Clock clock;
    private final Consumer<String> onOtherHost;
    private final String id = UUID.randomUUID().toString();
    private List<HostCheck.Seen> others = List.of();

    /** @param onOtherHost told in one line of a host that began at the same time, or was only asleep */
    ProcessRow(Store store, String boot, Clock clock, Consumer<String> onOtherHost) {
        this.store = store;
        this.boot = boot;
        this.clock = clock;
        this.onOtherHost = onOtherHost;
    }

    /** Takes away what processes left that ended without a word. @param left rows that {@link HostCheck} watched */
    void enter(List<HostCheck.Seen> left) {
        Instant now = clock.instant();
        write(sql -> {
            left.forEach(
                    seen -> sql.update("DELETE FROM process WHERE id = ? AND seen_at = ?", seen.id(), seen.seenAt()));
            sql.update("DELETE FROM process WHERE boot_id = ? AND seen_at < ?", boot, Row.millis(now.minus(ABANDONED)));
            return insert(sql, now);
        });
    }

    /** Never fails: a row that is not renewed now is renewed next time. */
    void renew() {
        try {
            List<HostCheck.Seen> before = others;
            others = write(sql -> {
                Instant now = clock.instant();
                if (sql.update("UPDATE process SET seen_at = ? WHERE id = ?", Row.millis(now), id) == 0) {
                    insert(sql, now);
                }
                return HostCheck.others(sql, boot);
            });
            others.stream().filter(seen -> moved(seen, before)).findFirst().ifPresent(this::tell);
        } catch (Refusal e) {
            LOG.debugf("the row of this process was not renewed: %s", e.getMessage());
        }
    }

    void leave() {
        try {
            write(sql -> sql.update("DELETE FROM process WHERE id = ?", id));
        } catch (Refusal e) {
            LOG.debugf("the row of this process stays: %s", e.getMessage());
        }
    }

    private static boolean moved(HostCheck.Seen seen, List<HostCheck.Seen> before) {
        return before.stream().anyMatch(old -> old.id().equals(seen.id()) && old.seenAt() != seen.seenAt());
    }

    private void tell(HostCheck.Seen other) {
        onOtherHost.accept("another host works on this SQLite file: " + other.text()
                + "; SQLite is for one host, so this process stops");
    }

    private int insert(Sql sql, Instant now) {
        return sql.update(
                "INSERT INTO process (id, boot_id, host, pid, started_at, seen_at) VALUES (?, ?, ?, ?, ?, ?)",
                id,
                boot,
                host(),
                ProcessHandle.current().pid(),
                Row.millis(now),
                Row.millis(now));
    }

    private <T> T write(Function<Sql, T> work) {
        return store.write((Tx tx) -> work.apply(((JdbcTx) tx).sql()));
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
