package dev.mosaicstack.functions.mcpserver.catalog;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.Event;
import java.util.List;
import java.util.Optional;

/** A thing, or a kind of things, that can be read and watched. Every bean of this type is offered. */
public interface Resource {

    Spec spec();

    /**
     * What it holds.
     *
     * @param id what stands for {@code {id}} in the URI; an empty text where the URI has none
     * @throws Refusal.NotFound where there is none of that id, or the caller may not know of it
     */
    Outcome<List<Content.Contents>> read(Asked asked, String uri, String id);

    /** Which one is another by this event: its id, an empty text where the URI has none; empty for none of this kind. */
    Optional<String> changedBy(Event event);

    /** Ids that begin so, at most {@link Completions#ASKED_FOR}, newest first: for clients that help their user to type. */
    default List<String> complete(Caller caller, String begin) {
        return List.of();
    }

    /**
     * @param uri a URI, or a template (RFC 6570) with the one variable {@code {id}}
     * @param call whose roles may read it; null for everybody with a token
     */
    record Spec(String uri, String name, String title, String description, String mimeType, Call call) {

        private static final String VARIABLE = "{id}";

        public boolean isTemplate() {
            return uri.contains(VARIABLE);
        }

        /** What stands for the variable in this URI, an empty text where there is none; empty where it is not of this kind. */
        public Optional<String> idOf(String asked) {
            int at = uri.indexOf(VARIABLE);
            if (at < 0) {
                return asked.equals(uri) ? Optional.of("") : Optional.empty();
            }
            String before = uri.substring(0, at);
            String after = uri.substring(at + VARIABLE.length());
            if (!asked.startsWith(before)
                    || !asked.endsWith(after)
                    || asked.length() <= before.length() + after.length()) {
                return Optional.empty();
            }
            String id = asked.substring(before.length(), asked.length() - after.length());
            return id.contains("/") ? Optional.empty() : Optional.of(id);
        }

        public String uriOf(String id) {
            return uri.replace(VARIABLE, id);
        }
    }
}
