package dev.mosaicstack.crash.load;

import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Webhook;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A push as Gitea sends it, about 1 KiB, with a commit of its own: no two of them are alike. */
final class Push {

    private Push() {}

    static Webhook signed(String secret) {
        String after = (UUID.randomUUID().toString() + UUID.randomUUID())
                .replace("-", "")
                .substring(0, 40);
        String url = "https://git.example.org/acme/app";
        var commit = Map.of(
                "id", after,
                "message", "Ein schöner Tag ☀ \"quoted\"\n",
                "url", url + "/commit/" + after,
                "author", Map.of("name", "Ada", "email", "ada@example.org", "username", "ada"),
                "added", List.of("src/A.java", "src/B.java"),
                "removed", List.of(),
                "modified", List.of("README.md"));
        var body = Map.of(
                "ref",
                "refs/heads/main",
                "before",
                "28e1879d029cb852e4844d9c718537df08844e03",
                "after",
                after,
                "commits",
                List.of(commit),
                "total_commits",
                1,
                "repository",
                Map.of("id", 7, "name", "app", "full_name", "acme/app", "html_url", url),
                "pusher",
                Map.of("id", 1, "login", "ada", "full_name", "Ada", "email", "ada@example.org"),
                "sender",
                Map.of("id", 1, "login", "ada"));
        return Webhook.fromGitea("push", Api.bytes(body), secret);
    }

    /** The same content sent anew by hand: Gitea gives that an id of its own. */
    static Webhook redelivered(Webhook push) {
        String id = UUID.randomUUID().toString();
        return push.with("X-Gitea-Delivery", id).with("X-Gogs-Delivery", id).with("X-GitHub-Delivery", id);
    }
}
