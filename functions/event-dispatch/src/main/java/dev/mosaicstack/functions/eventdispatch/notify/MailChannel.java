package dev.mosaicstack.functions.eventdispatch.notify;

import dev.mosaicstack.core.notify.Channel;
import dev.mosaicstack.core.notify.Message;
import dev.mosaicstack.core.notify.Plain;
import dev.mosaicstack.core.notify.SendNotifications;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;

/** Mail; nothing connects before the first one is sent. */
record MailChannel(ReactiveMailer mailer, ChannelPlan.Mail plan) implements Channel {

    private static final int MAX_ERROR = 300;

    @Override
    public Outcome send(Message message) {
        var mail = new Mail()
                .setTo(plan.to())
                .setSubject(message.title())
                .setText(message.text() + "\n")
                // RFC 3834: nobody's absence is answered to us.
                .addHeader("Auto-Submitted", "auto-generated")
                .addHeader("X-Mosaic-Notification", message.id())
                .addHeader("X-Mosaic-Severity", message.kind().severity().text());
        try {
            mailer.send(mail).await().atMost(SendNotifications.LONGEST);
            return new Outcome.Taken();
        } catch (RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String text = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            return new Outcome.NotTaken(Plain.line("mail: " + text, MAX_ERROR), null);
        }
    }
}
