package dev.mosaicstack.core.notify;

import java.util.ArrayList;
import java.util.List;

/**
 * What a channel is given.
 *
 * @param id the same each time this message is sent, so that a receiver can tell a repeat
 * @param title one line
 * @param lines each one line
 * @param link http or https; null where there is none
 * @param count of the events it tells of
 * @param first event, {@code last} event; the same where there is only one
 */
public record Message(
        String id, String title, List<String> lines, String link, Kind kind, long count, Note first, Note last) {

    static Message of(Notification notification) {
        Note first = notification.first();
        Note last = notification.last();
        return new Message(
                notification.id(),
                notification.count() == 1 ? first.title() : storm(notification),
                notification.count() == 1 ? lines(first) : summary(first, last),
                last.link(),
                notification.kind(),
                notification.count(),
                first,
                last);
    }

    private static String storm(Notification notification) {
        Kind kind = notification.kind();
        String project = kind.project().isEmpty() ? "" : "[" + kind.project() + "] ";
        return Plain.line(project + notification.count() + " × " + Describe.words(kind.type()), Describe.MAX_TITLE);
    }

    private static List<String> summary(Note first, Note last) {
        List<String> lines = new ArrayList<>();
        lines.add("First: " + first.title() + ", " + first.time());
        lines.add("Last: " + last.title() + ", " + last.time());
        last.lines().forEach(lines::add);
        return lines;
    }

    private static List<String> lines(Note note) {
        List<String> lines = new ArrayList<>(note.lines());
        lines.add("Time: " + note.time());
        return lines;
    }

    /** The lines and the link below each other. */
    public String text() {
        String text = String.join("\n", lines);
        return link == null ? text : text + "\n" + link;
    }
}
