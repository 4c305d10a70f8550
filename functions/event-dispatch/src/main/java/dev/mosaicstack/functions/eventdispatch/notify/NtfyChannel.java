package dev.mosaicstack.functions.eventdispatch.notify;

import dev.mosaicstack.core.notify.Channel;
import dev.mosaicstack.core.notify.Message;
import dev.mosaicstack.core.notify.Severity;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** A topic of ntfy; docs.ntfy.sh, "Publishing". */
record NtfyChannel(HttpPost http, ChannelPlan.Ntfy plan) implements Channel {

    /** A longer message becomes an attachment; 4096 bytes in the documentation. */
    private static final int MAX_BYTES = 4000;

    @Override
    public Outcome send(Message message) {
        Severity severity = message.kind().severity();
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "text/plain; charset=utf-8");
        headers.put("Title", header(message.title()));
        headers.put("Priority", priority(severity));
        headers.put("Tags", tag(severity) + "," + severity.text());
        if (message.link() != null && isAscii(message.link())) {
            headers.put("Click", message.link());
        }
        if (plan.token() != null) {
            headers.put("Authorization", "Bearer " + plan.token());
        }
        return http.send(plan.topic(), headers, fitting(message.text()));
    }

    /** 1 to 5; 3 is ntfy's default. */
    private static String priority(Severity severity) {
        return switch (severity) {
            case INFO -> "2";
            case WARNING -> "3";
            case ERROR -> "4";
            case CRITICAL -> "5";
        };
    }

    /** A short code that ntfy shows as an emoji. */
    private static String tag(Severity severity) {
        return switch (severity) {
            case INFO -> "information_source";
            case WARNING -> "warning";
            case ERROR -> "x";
            case CRITICAL -> "rotating_light";
        };
    }

    /** Beyond ASCII as RFC 2047 has it, which ntfy reads; a title is one line already. */
    private static String header(String text) {
        return isAscii(text)
                ? text
                : "=?UTF-8?B?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 127);
    }

    private static String fitting(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MAX_BYTES) {
            return text;
        }
        int end = MAX_BYTES;
        while ((bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
