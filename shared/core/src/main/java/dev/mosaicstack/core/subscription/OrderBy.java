package dev.mosaicstack.core.subscription;

import dev.mosaicstack.core.event.Event;
import java.util.Locale;

/** Which events of a subscription are delivered one after the other, in their order; all others go side by side. */
public enum OrderBy {
    SUBJECT {
        @Override
        public String lane(Event event) {
            return event.subject();
        }
    },
    SOURCE {
        @Override
        public String lane(Event event) {
            return event.source();
        }
    },
    TYPE {
        @Override
        public String lane(Event event) {
            return event.type();
        }
    },
    /** One after the other, all of them. */
    ALL {
        @Override
        public String lane(Event event) {
            return "";
        }
    },
    /** No order. */
    NONE {
        @Override
        public String lane(Event event) {
            return event.id();
        }
    };

    /** Events of one lane wait for each other. */
    public abstract String lane(Event event);

    /** As it is written in JSON and in the database. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static OrderBy of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
