package dev.mosaicstack.functions.backuptrigger.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.json.Json;
import dev.mosaicstack.functions.backuptrigger.tool.Failure;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What restic could not read: it ended with 3 and said so, one JSON message for each. */
record Unread(String said) {

    /**
     * @return files that are gone by now
     * @throws Failure where something is there and cannot be read
     */
    List<String> gone() throws Failure {
        List<String> gone = new ArrayList<>();
        for (String line : said.lines().filter(each -> each.startsWith("{")).toList()) {
            JsonNode message = Json.tree(line);
            String item = message.path("item").asText("");
            if (message.path("message_type").asText().equals("error") && !item.isEmpty()) {
                if (Files.exists(Path.of(item), LinkOption.NOFOLLOW_LINKS)) {
                    throw new Failure(Fault.SOURCE_UNREADABLE, "cannot read " + item + reason(message.path("error")));
                }
                gone.add(item);
            }
        }
        if (gone.isEmpty()) {
            throw new Failure(Fault.SOURCE_UNREADABLE, "restic could not read everything: " + said.strip());
        }
        return gone.stream().distinct().toList();
    }

    private static String reason(JsonNode error) {
        String message = error.path("message").asText(error.path("Op").asText(""));
        return message.isEmpty() ? "" : " (" + message + ")";
    }
}
