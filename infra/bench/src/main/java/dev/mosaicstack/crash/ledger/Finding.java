package dev.mosaicstack.crash.ledger;

/** Something that must not be. */
public sealed interface Finding {

    /** What was acknowledged is not there. */
    record Lost(Kind kind, String id, String what) implements Finding {
        @Override
        public String toString() {
            return "LOST " + kind + " " + id + ": " + what;
        }
    }

    /** Nothing is missing, but a promise was not kept. */
    record Broken(String rule, String what) implements Finding {
        @Override
        public String toString() {
            return "BROKEN " + rule + ": " + what;
        }
    }
}
