package dev.mosaicstack.crash.load;

import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Webhook;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * One call as it goes out, and goes out again until it is answered.
 *
 * @param refusals the codes that are a right answer to it
 * @param patience how long one sending waits for its answer
 */
public record Call(String path, Map<String, String> headers, byte[] body, Set<String> refusals, Duration patience) {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    public static Call of(String path, String token, Object body) {
        var headers = Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json");
        return new Call(path, headers, Api.bytes(body), Set.of(), PATIENCE);
    }

    static Call of(Webhook webhook) {
        return new Call("webhook-intake", webhook.headers(), webhook.body(), Set.of(), PATIENCE);
    }

    Call once(String idempotencyKey) {
        var all = new HashMap<>(headers);
        all.put("Idempotency-Key", idempotencyKey);
        return new Call(path, all, body, refusals, patience);
    }

    public Call mayBe(String... codes) {
        return new Call(path, headers, body, Set.of(codes), patience);
    }

    /** For a call that waits at the other end. */
    Call waiting(int seconds) {
        return new Call(path, headers, body, refusals, PATIENCE.plusSeconds(seconds));
    }
}
