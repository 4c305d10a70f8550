package dev.mosaicstack.bench.product;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A session with agents that can all do the same, and as many clients with tokens of their own. */
public record Team(String sessionId, List<Member> members) {

    /** The one capability of every agent. */
    public static final String CAPABILITY = "bench";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @param client token of a client that assigns tasks; one each, because calls of a token are limited */
    public record Member(String agentId, String agent, String client) {}

    public static Team of(Product product, int size) throws IOException {
        try (HttpLine line = product.line()) {
            var ask = new Ask(line, product.secret());
            String session = ask.of("session-create", Map.of("project", "bench", "client", "bench"), "sessionId");
            List<Member> members = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                members.add(member(ask, session, "bench" + i));
            }
            return new Team(session, members);
        }
    }

    private static Member member(Ask ask, String session, String name) throws IOException {
        var deploy = Map.of("sessionId", session, "name", name, "role", "coder", "capabilities", List.of(CAPABILITY));
        HttpLine.Answer agent = ask.answer("agent-deploy", deploy);
        String client = ask.of("token-create", Map.of("name", name, "role", "client"), "token");
        return new Member(agent.field("agentId"), agent.field("token"), client);
    }

    private record Ask(HttpLine line, String token) {

        HttpLine.Answer answer(String call, Map<String, ?> request) throws IOException {
            return line.call(call, token, JSON.writeValueAsString(request)).expect(201);
        }

        String of(String call, Map<String, ?> request, String field) throws IOException {
            return answer(call, request).field(field);
        }
    }
}
