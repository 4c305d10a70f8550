package dev.mosaicstack.functions.eventdispatch.notify;

import java.net.URI;
import java.util.List;

/** A channel as it was configured, checked. A token is null where there is none. */
sealed interface ChannelPlan {

    record Webhook(URI url, String token) implements ChannelPlan {}

    record Slack(URI url) implements ChannelPlan {}

    record Ntfy(URI topic, String token) implements ChannelPlan {}

    record Mail(List<String> to, MailAccess server) implements ChannelPlan {}
}
