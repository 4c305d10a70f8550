package dev.mosaicstack.functions.sessioncreate;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.access.IssueTokens;
import dev.mosaicstack.core.access.IssueTokens.Issued;
import dev.mosaicstack.core.access.IssueTokens.Wanted;
import dev.mosaicstack.core.access.Token;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.web.Edge;
import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;

/** POST /token-create, /token-list, /token-revoke: API tokens. */
public class TokenFunction {

    /** @param calls the only calls that the token may make; null for all of its role */
    public record CreateRequest(String name, String role, Long ttlSeconds, List<String> calls) {}

    public record IdRequest(String tokenId) {}

    public record ListRequest(Integer limit, String cursor) {}

    /** @param token the secret; only in token-create, and only there */
    public record Response(
            String tokenId,
            String token,
            String name,
            String role,
            String sessionId,
            String agentId,
            Instant createdAt,
            Instant expiresAt,
            Instant revokedAt,
            List<String> calls) {

        static Response of(Token token) {
            return of(token, null);
        }

        static Response of(Issued issued) {
            return of(issued.token(), issued.secret());
        }

        private static Response of(Token token, String secret) {
            return new Response(
                    token.id(),
                    secret,
                    token.name(),
                    token.role().text(),
                    token.sessionId(),
                    token.agentId(),
                    token.createdAt(),
                    token.expiresAt(),
                    token.revokedAt(),
                    token.calls() == null
                            ? null
                            : token.calls().stream().map(Call::path).toList());
        }
    }

    public record ListResponse(List<Response> items, String nextCursor) {}

    private final Edge edge;
    private final IssueTokens tokens;

    TokenFunction(Edge edge, IssueTokens tokens) {
        this.edge = edge;
        this.tokens = tokens;
    }

    @Funq("token-create")
    public Uni<Response> create(CreateRequest request) {
        return edge.call(
                Call.TOKEN_CREATE,
                201,
                request,
                (exchange, asked) -> tokens.create(
                        exchange.caller(),
                        Wanted.of(asked.name(), asked.role(), asked.ttlSeconds(), asked.calls()),
                        exchange.<Issued, Response>answer(Response.class, Response::of)));
    }

    @Funq("token-list")
    public Uni<ListResponse> list(ListRequest request) {
        return edge.call(Call.TOKEN_LIST, request, (exchange, asked) -> {
            var check = new Check();
            Page.Ask ask = Page.Ask.of(check, asked.limit(), asked.cursor());
            check.done();
            Page<Response> page = tokens.list(ask).map(Response::of);
            return new ListResponse(page.items(), page.nextCursor());
        });
    }

    @Funq("token-revoke")
    public Uni<Response> revoke(IdRequest request) {
        return edge.call(Call.TOKEN_REVOKE, request, (exchange, asked) -> {
            var check = new Check();
            String id = check.id("tokenId", asked.tokenId());
            check.done();
            return Response.of(tokens.revoke(exchange.caller(), id));
        });
    }
}
