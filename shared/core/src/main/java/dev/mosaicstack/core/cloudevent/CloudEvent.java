package dev.mosaicstack.core.cloudevent;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * An event as somebody sent it: read, not judged.
 *
 * @param attributes context attributes and extensions by their CloudEvents names, in the canonical string form
 *     (CloudEvents 1.0.2, "Type System"); those that are null or absent are not there
 * @param data null where the event has none
 */
public record CloudEvent(Map<String, String> attributes, JsonNode data) {}
