package dev.mosaicstack.functions.allinone.demo;

/** Gitea tells of a push, a pull request and a commit's status; a redelivery and a forgery are told apart. */
final class WebhookScene {

    private final Api api;
    private final Gitea gitea;
    private final Timeline timeline;

    WebhookScene(Api api, Gitea gitea, Timeline timeline) {
        this.api = api;
        this.gitea = gitea;
        this.timeline = timeline;
    }

    /** @return the delivery id of the push */
    String play() {
        timeline.chapter("Gitea sends signed webhooks");
        String push = deliver("push");
        deliver("pull_request");
        deliver("status");
        redeliver(push);
        forge();
        return push;
    }

    private String deliver(String event) {
        String body = gitea.body(event);
        Answer answer = api.post("webhook-intake", body, gitea.headers(event, body));
        timeline.step(
                "webhook-intake",
                answer,
                Expected.status(202).and("/duplicate", false),
                came -> came.text("/type").replace("dev.mosaicstack.", "") + "  delivery " + came.text("/deliveryId"));
        return answer.text("/deliveryId");
    }

    private void redeliver(String push) {
        String body = gitea.body("push");
        timeline.step(
                "webhook-intake",
                api.post("webhook-intake", body, gitea.headers("push", body)),
                Expected.status(202).and("/duplicate", true).and("/deliveryId", push),
                came -> "the push again: recognised, still one delivery");
    }

    private void forge() {
        String signed = gitea.body("push");
        String sent = signed.replace("refs/heads/main", "refs/heads/evil");
        timeline.step(
                "webhook-intake",
                api.post("webhook-intake", sent, gitea.headers("push", signed)),
                Expected.status(401).and("/code", "WEBHOOK_SIGNATURE"),
                came -> "signature of another body: refused, " + came.text("/code"));
    }
}
