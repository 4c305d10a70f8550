package dev.mosaicstack.crash.load;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.crash.ledger.Entry.Span;

/** How a call ended. */
public sealed interface Outcome {

    /** 2xx: from now on the product must keep its word. */
    record Accepted(JsonNode body, Span span) implements Outcome {}

    /** Nothing was promised. {@code code} is the product's, or {@link #GIVEN_UP}. */
    record Refused(String code) implements Outcome {}

    /** The run ended, or the product did not answer for too long. */
    String GIVEN_UP = "GIVEN_UP";
}
