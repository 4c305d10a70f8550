package dev.mosaicstack.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.json.Json;
import org.junit.jupiter.api.Test;

class ShortenedTest {

    @Test
    void whatIsShortEnoughStaysAsItIs() {
        ObjectNode data = aTicket("x".repeat(Shortened.MOST - 100));
        assertThat(Shortened.json(data)).isEqualTo(Json.write(data)).doesNotContain("truncated");
    }

    @Test
    void aLongTextIsCutAndTheRestStays() {
        JsonNode shortened = shortened(aTicket("ü".repeat(3_000_000)));
        assertThat(shortened.get("body").textValue()).isEqualTo("ü".repeat(65_536));
        assertThat(shortened.get("number").longValue()).isEqualTo(7);
        assertThat(shortened.get("truncated").booleanValue()).isTrue();
    }

    @Test
    void noCharacterIsCutInTwo() {
        String text = shortened(aTicket("x" + "😀".repeat(500_000))).get("body").textValue();
        assertThat(text).hasSize(65_535).endsWith("😀");
    }

    /** 25 MiB of webhook are mostly this: commits with long messages and all the files of a repository. */
    @Test
    void aPushOfEverythingKeepsItsFirstCommits() {
        ObjectNode data = Json.STRICT.createObjectNode().put("ref", "refs/heads/main");
        ArrayNode commits = data.putArray("commits");
        for (int i = 0; i < 2_000; i++) {
            ObjectNode commit = commits.addObject().put("id", "c" + i).put("message", "m".repeat(5_000));
            ArrayNode added = commit.putArray("added");
            for (int file = 0; file < 200; file++) {
                added.add("src/main/java/" + file);
            }
        }
        JsonNode shortened = shortened(data.put("totalCommits", 2_000));
        assertThat(shortened.get("totalCommits").intValue()).isEqualTo(2_000);
        assertThat(shortened.get("commits").size()).isEqualTo(20);
        assertThat(shortened.at("/commits/19/id").textValue()).isEqualTo("c19");
        assertThat(shortened.at("/commits/0/added").size()).isEqualTo(20);
    }

    /** Control characters are six in JSON. */
    @Test
    void theWorstThatAForgeMaySendIsShortEnoughAsWell() {
        ObjectNode data = Json.STRICT.createObjectNode();
        ArrayNode commits = data.putArray("commits");
        for (int i = 0; i < 50; i++) {
            ObjectNode commit = commits.addObject();
            for (String list : new String[] {"added", "removed", "modified"}) {
                ArrayNode files = commit.putArray(list);
                for (int file = 0; file < 50; file++) {
                    files.add("\u0001".repeat(2_000));
                }
            }
        }
        shortened(data);
    }

    private static ObjectNode aTicket(String body) {
        return Json.STRICT.createObjectNode().put("number", 7).put("body", body);
    }

    private static JsonNode shortened(ObjectNode data) {
        String json = Shortened.json(data);
        assertThat(json.length()).isLessThanOrEqualTo(Shortened.MOST);
        return Json.tree(json);
    }
}
