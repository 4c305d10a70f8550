package dev.mosaicstack.functions.eventdispatch.notify;

import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.notify.Channel;
import dev.mosaicstack.core.notify.Notify;
import dev.mosaicstack.core.notify.SendNotifications;
import dev.mosaicstack.core.store.Store;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** The consumer and the sender, made from the settings. */
@Singleton
final class NotifyBeans {

    @Produces
    @Singleton
    NotifyPlan plan(NotifySettings settings) {
        return NotifyPlan.of(settings);
    }

    @Produces
    @Singleton
    Notify consumer(NotifyPlan plan, NotifySettings settings, Ids ids, Clock clock) {
        return new Notify(plan.rules(), settings.window(), ids, clock);
    }

    @Produces
    @Singleton
    SendNotifications sender(
            Store store, Recorder recorder, Clock clock, NotifySettings settings, Map<String, Channel> channels) {
        return new SendNotifications(store, recorder, clock, channels, settings.retries());
    }

    /** Nothing is opened here: a receiver that is away keeps nobody from starting. */
    @Produces
    @Singleton
    Map<String, Channel> channels(NotifyPlan plan, Vertx vertx) {
        Map<String, Channel> channels = new HashMap<>();
        if (!plan.channels().isEmpty()) {
            var http = new HttpPost(vertx);
            plan.channels().forEach((name, channel) -> channels.put(name, channel(channel, http, vertx)));
        }
        return channels;
    }

    private static Channel channel(ChannelPlan plan, HttpPost http, Vertx vertx) {
        return switch (plan) {
            case ChannelPlan.Webhook webhook -> new WebhookChannel(http, webhook);
            case ChannelPlan.Slack slack -> new SlackChannel(http, slack);
            case ChannelPlan.Ntfy ntfy -> new NtfyChannel(http, ntfy);
            case ChannelPlan.Mail mail ->
                new MailChannel(MailClient.create(vertx, mail.server().config()), mail, SendNotifications.LONGEST);
        };
    }
}
