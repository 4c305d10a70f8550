package dev.mosaicstack.functions.allinone.demo;

/** The whole play against one instance. What it made stays. */
final class Play {

    private final Target target;
    private final Timeline timeline;

    Play(Target target, Timeline timeline) {
        this.target = target;
        this.timeline = timeline;
    }

    /** @throws dev.mosaicstack.functions.allinone.Problem at the first step that breaks the contract */
    Made perform() {
        Api api = Api.asAdmin(target);
        String push = new WebhookScene(api, new Gitea(target.webhookSecret()), timeline).play();
        return new Made(push, new TeamScene(api, timeline).play());
    }

    record Made(String pushDelivery, TeamScene.Made team) {}
}
