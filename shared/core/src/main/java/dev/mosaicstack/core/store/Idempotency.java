package dev.mosaicstack.core.store;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.error.Refusal;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Answers kept under the caller's Idempotency-Key, committed with the effect that they answer for. */
public interface Idempotency {

    /** Whose key, for which call. */
    record Scope(String tokenId, String call, String key) {

        private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");

        /**
         * @param field by which the caller gave the key
         * @param key null where what was given is no text
         * @throws Refusal.Invalid where it is no key
         */
        public static Scope of(String field, Caller caller, Call call, String key) {
            if (key == null || !KEY.matcher(key).matches()) {
                throw Refusal.Invalid.field(field, "is not 1 to 200 printable ASCII characters");
            }
            return new Scope(caller.tokenId(), call.path(), key);
        }
    }

    /** @param subject the id of what was made, for answers that hold a secret and are not kept as text */
    record Kept(String bodyHash, String subject, String answer) {}

    /** What was kept under the scope since {@code notBefore}; MUST make a concurrent twin wait for this transaction. */
    Optional<Kept> find(Scope scope, Instant notBefore);

    void keep(Scope scope, Kept kept, Instant now);

    /** Forgets up to {@code limit} answers kept before {@code before}. @return how many */
    int forget(Instant before, int limit);
}
