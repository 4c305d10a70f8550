package dev.mosaicstack.contract.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.testkit.Mosaic.Agent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ways of working that people pick in their client. */
class PromptsTest extends Tools {

    private static final Path README = Path.of("../functions/mcp-server/README.md");
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z]+)` \\| `([A-Za-z, ?]+)` \\|", Pattern.MULTILINE);

    private final String session = mosaic.aSession();
    private final Agent agent = mosaic.anAgentThatCan(session, "java");
    private final TaskTaker client = new TaskTaker(api, api.adminToken());
    private final TaskTaker ofAgent = new TaskTaker(api, agent.token());

    @Test
    void theReadmesTableHasEveryPromptAndItsArguments() throws IOException {
        List<String> table = new ArrayList<>();
        Matcher rows = ROW.matcher(Files.readString(README));
        while (rows.find()) {
            table.add(rows.group(1) + ": " + rows.group(2));
        }
        List<String> listed = new ArrayList<>();
        for (JsonNode prompt :
                TaskTaker.result(ofAgent.send("prompts/list", null, Map.of())).get("prompts")) {
            List<String> arguments = new ArrayList<>();
            prompt.get("arguments")
                    .forEach(argument -> arguments.add(argument.get("name").textValue()
                            + (argument.path("required").asBoolean() ? "" : "?")));
            assertThat(prompt.path("description").textValue()).isNotBlank();
            listed.add(prompt.get("name").textValue() + ": " + String.join(", ", arguments));
        }
        assertThat(listed).containsExactlyInAnyOrderElementsOf(table);
    }

    @Test
    void leadingSaysTheProjectAndTheGoal() {
        assertThat(said(client, "orchestrate", Map.of("project", "acme/app", "goal", "100 % faster")))
                .contains("\"acme/app\"", "100 % faster", "session_create", "session_close");
    }

    @Test
    void workingSaysAsWhom() {
        assertThat(said(ofAgent, "work", Map.of())).contains("the agent of your token", "task_claim");
        assertThat(said(client, "work", Map.of("agentId", agent.id()))).contains(agent.id());
    }

    @Test
    void findingOutSaysWhere() {
        assertThat(said(client, "diagnose", Map.of("sessionId", session))).contains(session, "task_list");
    }

    @Test
    void everyToolThatAPromptNamesIsThere() {
        var all = said(client, "orchestrate", Map.of("project", "p", "goal", "g"))
                + said(client, "work", Map.of())
                + said(client, "diagnose", Map.of("sessionId", session));
        List<String> named = Pattern.compile("\\b(session|agent|task|coordination|event|delivery)_[a-z_]+")
                .matcher(all)
                .results()
                .map(found -> found.group())
                .distinct()
                .toList();
        assertThat(named).hasSizeGreaterThan(15);
        assertThat(admin.tools().keySet()).containsAll(named);
    }

    @ParameterizedTest
    @CsvSource({"orchestrate, project, p", "diagnose, sessionId, none", "work, agentId, none"})
    void anArgumentThatIsMissingOrWrongIsRefused(String prompt, String argument, String value) {
        var answer = TaskTaker.message(
                client.send("prompts/get", prompt, Map.of("name", prompt, "arguments", Map.of(argument, value))));
        assertThat(answer.at("/error/code").intValue()).as(answer.toString()).isEqualTo(-32602);
    }

    @Test
    void idsAreCompletedFromWhatTheCallerMaySee() {
        String other = mosaic.aSession();
        String begin = session.substring(0, 30);
        assertThat(completed(client, "diagnose", "sessionId", session.substring(0, 35)))
                .contains(session)
                .allMatch(id -> id.startsWith(session.substring(0, 35)));
        assertThat(completed(ofAgent, "diagnose", "sessionId", "")).containsExactly(session);
        assertThat(completed(ofAgent, "diagnose", "sessionId", other)).isEmpty();
        assertThat(completed(client, "work", "agentId", agent.id())).containsExactly(agent.id());
        assertThat(completed(client, "orchestrate", "goal", begin)).isEmpty();
    }

    private static String said(TaskTaker client, String prompt, Map<String, String> arguments) {
        var params = Map.of("name", prompt, "arguments", arguments);
        JsonNode messages =
                TaskTaker.result(client.send("prompts/get", prompt, params)).get("messages");
        assertThat(messages).hasSize(1);
        assertThat(messages.at("/0/role").textValue()).isEqualTo("user");
        return messages.at("/0/content/text").textValue();
    }

    private static List<String> completed(TaskTaker client, String prompt, String argument, String begin) {
        var params = Map.of(
                "ref", Map.of("type", "ref/prompt", "name", prompt),
                "argument", Map.of("name", argument, "value", begin));
        List<String> values = new ArrayList<>();
        TaskTaker.result(client.send("completion/complete", null, params))
                .at("/completion/values")
                .forEach(value -> values.add(value.textValue()));
        return values;
    }
}
