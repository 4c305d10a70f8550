package dev.mosaicstack.core.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.core.notify.Plain;
import java.util.List;
import java.util.Map;

/**
 * The data of an event, as JSON that is not too long: everybody who opens a large issue makes an event, which is kept, sent
 * to each subscriber and read in batches. Long texts and lists are cut, {@code truncated} says so, and webhook-get still
 * has the whole body.
 */
final class Shortened {

    /** In characters of JSON. */
    static final int MOST = 256 * 1024;

    private static final String MARK = "truncated";

    /** How long a text may be, in characters, and how many items a list may have. */
    private record Cut(int text, int items) {}

    /** From the mildest on. With the last, data of our own shapes is always short enough. */
    private static final List<Cut> CUTS =
            List.of(new Cut(65_536, 1_000), new Cut(8_192, 100), new Cut(1_024, 20), new Cut(128, 5));

    private Shortened() {}

    static String json(ObjectNode data) {
        String json = Json.write(data);
        for (Cut cut : CUTS) {
            if (json.length() <= MOST) {
                return json;
            }
            shorten(data, cut);
            json = Json.write(data.put(MARK, true));
        }
        return json;
    }

    private static void shorten(JsonNode node, Cut cut) {
        switch (node) {
            case ObjectNode object -> {
                for (Map.Entry<String, JsonNode> field : object.properties()) {
                    field.setValue(shortened(field.getValue(), cut));
                }
            }
            case ArrayNode array -> {
                while (array.size() > cut.items()) {
                    array.remove(array.size() - 1);
                }
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, shortened(array.get(i), cut));
                }
            }
            default -> {}
        }
    }

    private static JsonNode shortened(JsonNode value, Cut cut) {
        if (value.isTextual() && value.textValue().length() > cut.text()) {
            return TextNode.valueOf(Plain.beginning(value.textValue(), cut.text()));
        }
        shorten(value, cut);
        return value;
    }
}
