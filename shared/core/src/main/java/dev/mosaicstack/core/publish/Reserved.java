package dev.mosaicstack.core.publish;

import dev.mosaicstack.core.event.Event;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.input.Check;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Names under which only we speak: who reads an event of ours knows that it is ours. */
final class Reserved {

    /** The areas of our types in which others may speak too. */
    private static final Pattern OPEN = Pattern.compile("dev\\.mosaicstack\\.(ci|docs|user)\\.[a-z0-9][a-z0-9._-]*");

    /** These happen here and nowhere else. */
    private static final String TOKENS = Event.TYPE_PREFIX + "user.token.";

    private static final List<String> SOURCES = List.of(Recorder.OWN_SOURCE, "/webhook-intake");

    /** What stands beside the attributes in an entry of the stream, or says who may see an event. */
    private static final Set<String> REFUSED = Set.of("data", "dataref", "sessionid", "audience");

    /** What we add to events: one that has been here before comes with them. */
    private static final Set<String> OURS = Set.of("mosaicid", "mosaictime", "position", "requestid", "replayof");

    private static final Set<String> COLUMNS = Set.of("specversion", "type", "source", "subject");

    private Reserved() {}

    static void judge(Check check, Map<String, String> attributes) {
        String type = attributes.getOrDefault("type", "");
        if ((type.toLowerCase(Locale.ROOT) + ".").startsWith(Event.TYPE_PREFIX)
                && (!OPEN.matcher(type).matches() || type.startsWith(TOKENS))) {
            check.problem(
                    "type", "is reserved: of dev.mosaicstack. the areas ci, docs and user are free (user.token. not)");
        }
        String source = attributes.getOrDefault("source", "");
        if (SOURCES.stream().anyMatch(own -> isWithin(source, own))) {
            check.problem("source", "is reserved: /mosaic and /webhook-intake are our own");
        }
        for (String name : REFUSED) {
            if (attributes.containsKey(name)) {
                check.problem(name, "is not taken from a sender");
            }
        }
    }

    private static boolean isWithin(String source, String own) {
        return source.startsWith(own)
                && (source.length() == own.length() || "/?#".indexOf(source.charAt(own.length())) >= 0);
    }

    static boolean isOurs(String name) {
        return OURS.contains(name);
    }

    static boolean hasColumn(String name) {
        return COLUMNS.contains(name);
    }
}
