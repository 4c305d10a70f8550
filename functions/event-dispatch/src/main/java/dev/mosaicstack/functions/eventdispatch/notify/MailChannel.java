package dev.mosaicstack.functions.eventdispatch.notify;

import dev.mosaicstack.core.notify.Channel;
import dev.mosaicstack.core.notify.Message;
import dev.mosaicstack.core.notify.Plain;
import io.vertx.core.MultiMap;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Mail; nothing connects before the first one is sent.
 *
 * @param longest an attempt; the client itself does not say when a server has hung up without a greeting
 */
record MailChannel(MailClient client, ChannelPlan.Mail plan, Duration longest) implements Channel {

    private static final int MAX_ERROR = 300;

    @Override
    public Outcome send(Message message) {
        var mail = new MailMessage()
                .setFrom(plan.server().from())
                .setTo(plan.to())
                .setSubject(message.title())
                .setText(message.text() + "\n")
                .setHeaders(headers(message));
        try {
            client.sendMail(mail)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(longest.toMillis(), TimeUnit.MILLISECONDS);
            return new Outcome.Taken();
        } catch (ExecutionException e) {
            return notTaken(String.valueOf(e.getCause().getMessage()));
        } catch (TimeoutException e) {
            return notTaken("no answer within " + longest.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return notTaken("interrupted");
        }
    }

    private static MultiMap headers(Message message) {
        return MultiMap.caseInsensitiveMultiMap()
                // RFC 3834: nobody's absence is answered to us.
                .add("Auto-Submitted", "auto-generated")
                .add("X-Mosaic-Notification", message.id())
                .add("X-Mosaic-Severity", message.kind().severity().text());
    }

    private static Outcome notTaken(String problem) {
        return new Outcome.NotTaken(Plain.line("mail: " + problem, MAX_ERROR), null);
    }
}
