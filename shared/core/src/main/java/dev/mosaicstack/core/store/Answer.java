package dev.mosaicstack.core.store;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How a creating call answers: turns what was made into the answer, and gives the same answer again to a repeat with
 * the same Idempotency-Key.
 *
 * @param <D> what the use case makes
 * @param <R> what the caller gets; a record that becomes JSON and back
 */
public final class Answer<D, R> {

    /** How long a key is remembered. */
    public static final Duration KEPT_FOR = Duration.ofHours(24);

    private final Idempotency.Scope scope;
    private final String bodyHash;
    private final Instant now;
    private final Class<R> type;
    private final Function<D, R> present;

    private Answer(Idempotency.Scope scope, String bodyHash, Instant now, Class<R> type, Function<D, R> present) {
        this.scope = scope;
        this.bodyHash = bodyHash;
        this.now = now;
        this.type = type;
        this.present = present;
    }

    /** For a call without a key. */
    public static <D, R> Answer<D, R> of(Function<D, R> present) {
        return new Answer<>(null, null, null, null, present);
    }

    /** @param bodyHash canonical hash of the request, so that the key cannot be used for another */
    public static <D, R> Answer<D, R> once(
            Idempotency.Scope scope, String bodyHash, Instant now, Class<R> type, Function<D, R> present) {
        return new Answer<>(scope, bodyHash, now, type, present);
    }

    public R present(D made) {
        return present.apply(made);
    }

    /** The answer of the first call with this key, or the work's own. */
    public R once(Tx tx, Supplier<D> work) {
        Optional<R> earlier = replayed(tx);
        return earlier.isPresent() ? earlier.get() : keep(tx, present.apply(work.get()));
    }

    /** The kept answer; empty where there is no key or it is new. */
    public Optional<R> replayed(Tx tx) {
        return kept(tx).map(kept -> Json.read(kept.answer(), type));
    }

    /** For answers that hold a secret: the id of what the first call made; the caller makes a fresh secret for it. */
    public Optional<String> subject(Tx tx) {
        return kept(tx).map(Idempotency.Kept::subject);
    }

    /** Keeps only the id of what was made. */
    public void keepSubject(Tx tx, String subject) {
        if (scope != null) {
            tx.idempotency().keep(scope, new Idempotency.Kept(bodyHash, subject, "{}"), now);
        }
    }

    public R keep(Tx tx, R answer) {
        if (scope != null) {
            tx.idempotency().keep(scope, new Idempotency.Kept(bodyHash, null, Json.write(answer)), now);
        }
        return answer;
    }

    private Optional<Idempotency.Kept> kept(Tx tx) {
        if (scope == null) {
            return Optional.empty();
        }
        Optional<Idempotency.Kept> kept = tx.idempotency().find(scope, now.minus(KEPT_FOR));
        if (kept.isPresent() && !kept.get().bodyHash().equals(bodyHash)) {
            throw new Refusal.Conflict(
                    "IDEMPOTENCY_MISMATCH", "this Idempotency-Key was used for another request body");
        }
        return kept;
    }
}
