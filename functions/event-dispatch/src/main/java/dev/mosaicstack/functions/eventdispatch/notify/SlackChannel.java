package dev.mosaicstack.functions.eventdispatch.notify;

import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.notify.Channel;
import dev.mosaicstack.core.notify.Message;
import dev.mosaicstack.core.notify.Severity;
import java.util.Map;

/** An incoming webhook of Slack, or of what takes the same: Mattermost, Rocket.Chat, Zulip, Discord's {@code /slack}. */
record SlackChannel(HttpPost http, ChannelPlan.Slack plan) implements Channel {

    @Override
    public Outcome send(Message message) {
        String text = icon(message.kind().severity()) + " " + escaped(message.title() + "\n" + message.text());
        return http.send(
                plan.url(),
                Map.of("Content-Type", "application/json"),
                Json.write(Recorder.data().put("text", text)));
    }

    private static String icon(Severity severity) {
        return switch (severity) {
            case INFO -> ":information_source:";
            case WARNING -> ":warning:";
            case ERROR -> ":x:";
            case CRITICAL -> ":rotating_light:";
        };
    }

    /** The three characters of docs.slack.dev, "Formatting message text"; and nobody rings for all by a task's title. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replaceAll("(?i)@(?=(here|channel|all|everyone)\\b)", "@\u200b");
    }
}
