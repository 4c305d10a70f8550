package dev.mosaicstack.web.tracing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.trace.Span;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Spans as OTLP 1.x has them in JSON ("OTLP/HTTP", JSON Protobuf Encoding): ids in hexadecimal, enumerations as numbers, numbers of 64
 * bits as texts.
 */
final class OtlpJson {

    private static final int ERROR = 2;

    private final String serviceName;

    OtlpJson(String serviceName) {
        this.serviceName = serviceName;
    }

    byte[] write(List<Span> spans) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        ObjectNode resource = request.putArray("resourceSpans").addObject();
        attribute(resource.putObject("resource").putArray("attributes"), "service.name", serviceName);
        ObjectNode scope = resource.putArray("scopeSpans").addObject();
        scope.putObject("scope").put("name", "dev.mosaicstack");
        ArrayNode all = scope.putArray("spans");
        spans.forEach(span -> write(span, all.addObject()));
        return Json.write(request).getBytes(StandardCharsets.UTF_8);
    }

    private static void write(Span span, ObjectNode out) {
        out.put("traceId", span.self().traceId()).put("spanId", span.self().spanId());
        if (span.parentId() != null) {
            out.put("parentSpanId", span.parentId());
        }
        if (span.self().state() != null) {
            out.put("traceState", span.self().state());
        }
        out.put("name", span.name()).put("kind", span.kind().number());
        out.put("startTimeUnixNano", Long.toString(span.startedAt()));
        out.put("endTimeUnixNano", Long.toString(span.endedAt()));
        ArrayNode attributes = out.putArray("attributes");
        span.attributes().forEach((key, value) -> attribute(attributes, key, value));
        if (span.failed()) {
            out.putObject("status").put("code", ERROR);
        }
    }

    private static void attribute(ArrayNode attributes, String key, Object value) {
        ObjectNode into = attributes.addObject().put("key", key).putObject("value");
        if (value instanceof Number number) {
            into.put("intValue", Long.toString(number.longValue()));
        } else {
            into.put("stringValue", value.toString());
        }
    }
}
