package dev.mosaicstack.crash.load;

import dev.mosaicstack.testkit.Pushes;
import dev.mosaicstack.testkit.Webhook;
import java.util.UUID;

/** A push as Gitea sends it, about 1 KiB, with a commit of its own: no two of them are alike. */
final class Push {

    private Push() {}

    static Webhook signed(String secret) {
        return Webhook.fromGitea("push", Pushes.aPush(), secret);
    }

    /** The same content sent anew by hand: Gitea gives that an id of its own. */
    static Webhook redelivered(Webhook push) {
        String id = UUID.randomUUID().toString();
        return push.with("X-Gitea-Delivery", id).with("X-Gogs-Delivery", id).with("X-GitHub-Delivery", id);
    }
}
