package dev.mosaicstack.core.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosaicstack.core.agent.Agent;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.event.Recorder;
import dev.mosaicstack.core.id.Ids;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.store.Answer;
import dev.mosaicstack.core.store.Store;
import dev.mosaicstack.core.store.Tx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Creates, lists and revokes API tokens. A secret is shown once, in the answer that made it. */
@Singleton
public final class IssueTokens {

    /** A token with its secret, on its way to the one who asked for it. */
    public record Issued(Token token, String secret) {}

    /**
     * @param ttlSeconds 1 second to 10 years; null for a token that does not expire
     * @param calls the only calls it may make; null for all of its role
     */
    public record Wanted(String name, Role role, Long ttlSeconds, Set<Call> calls) {

        public static Wanted of(String name, String role, Long ttlSeconds, List<String> calls) {
            var check = new Check();
            check.text("name", name);
            if (role == null || !role.matches("admin|client|viewer")) {
                check.problem("role", "is not one of admin, client, viewer (agent-deploy makes an agent's token)");
            }
            if (ttlSeconds != null) {
                check.required("ttlSeconds", ttlSeconds, 1, 315_360_000L);
            }
            Set<Call> named = calls == null ? null : named(check, calls);
            check.done();
            if (named != null && !named.stream().allMatch(call -> call.roles().contains(Role.of(role)))) {
                throw Refusal.Invalid.field("calls", "has one that the role may not make");
            }
            return new Wanted(name, Role.of(role), ttlSeconds, named);
        }

        private static Set<Call> named(Check check, List<String> names) {
            Set<Call> calls = EnumSet.noneOf(Call.class);
            for (String name : names) {
                Call.ofPath(name)
                        .ifPresentOrElse(calls::add, () -> check.problem("calls", "has a name that is no call's"));
            }
            if (calls.isEmpty()) {
                check.problem("calls", "names none; leave it out for all");
            }
            return calls;
        }
    }

    private final Store store;
    private final Recorder recorder;
    private final Secrets secrets;
    private final Ids ids;
    private final Clock clock;

    public IssueTokens(Store store, Recorder recorder, Secrets secrets, Ids ids, Clock clock) {
        this.store = store;
        this.recorder = recorder;
        this.secrets = secrets;
        this.ids = ids;
        this.clock = clock;
    }

    /** A repeat with the same Idempotency-Key gets the same token id with a fresh secret; the earlier secret is dead. */
    public <R> R create(Caller caller, Wanted wanted, Answer<Issued, R> answer) {
        return store.write(tx -> answer.present(
                answer.subject(tx).map(id -> renew(tx, caller, id)).orElseGet(() -> {
                    Issued issued = insert(tx, caller, wanted);
                    answer.keepSubject(tx, issued.token().id());
                    return issued;
                })));
    }

    private Issued insert(Tx tx, Caller caller, Wanted wanted) {
        Instant now = clock.instant();
        Instant expires = wanted.ttlSeconds() == null ? null : now.plusSeconds(wanted.ttlSeconds());
        String secret = secrets.next();
        var token = new Token(
                ids.next(),
                wanted.name(),
                wanted.role(),
                Secrets.hash(secret),
                null,
                null,
                now,
                expires,
                null,
                wanted.calls());
        tx.tokens().insert(token);
        recorder.record(tx, caller, "user", "token.created", about(token), data(token));
        return new Issued(token, secret);
    }

    private Issued renew(Tx tx, Caller caller, String id) {
        Token token = tx.tokens().find(id).orElseThrow();
        if (!token.goodAt(clock.instant())) {
            throw new Refusal.Conflict("TOKEN_REVOKED", "the token made with this key was revoked or has expired");
        }
        String secret = secrets.next();
        tx.tokens().replaceHash(id, Secrets.hash(secret));
        recorder.record(tx, caller, "user", "token.renewed", about(token), data(token));
        return new Issued(token, secret);
    }

    /** The token of an agent; any earlier one of it is revoked. */
    public Issued forAgent(Tx tx, Agent agent, Instant expiresAt) {
        Instant now = clock.instant();
        tx.tokens().revokeOfAgent(agent.id(), now);
        String secret = secrets.next();
        var token = new Token(
                ids.next(),
                agent.name(),
                Role.AGENT,
                Secrets.hash(secret),
                agent.sessionId(),
                agent.id(),
                now,
                expiresAt,
                null);
        tx.tokens().insert(token);
        return new Issued(token, secret);
    }

    public Page<Token> list(Page.Ask ask) {
        return Page.of(store.read(tx -> tx.tokens().list(ask)), ask, Token::id);
    }

    /** Revoking twice is no error: the answer is the same. */
    public Token revoke(Caller caller, String id) {
        return store.write(tx -> {
            Token token = find(tx, id).orElseThrow(() -> Refusal.NotFound.of("token", id));
            if (tx.tokens().revoke(id, clock.instant())) {
                recorder.record(tx, caller, "user", "token.revoked", about(token), data(token));
            }
            return find(tx, id).orElseThrow();
        });
    }

    private static Optional<Token> find(Tx tx, String id) {
        return tx.tokens().find(id);
    }

    private static Recorder.About about(Token token) {
        return new Recorder.About("tokens/" + token.id(), null);
    }

    private static ObjectNode data(Token token) {
        ObjectNode data = Recorder.data()
                .put("tokenId", token.id())
                .put("name", token.name())
                .put("role", token.role().text());
        if (token.calls() != null) {
            var calls = data.putArray("calls");
            token.calls().forEach(call -> calls.add(call.path()));
        }
        return data;
    }
}
