package dev.mosaicstack.functions.eventdispatch;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.audit.AuditRow;
import dev.mosaicstack.core.audit.Audits;
import dev.mosaicstack.core.audit.Entry;
import dev.mosaicstack.core.audit.ListAudit;
import dev.mosaicstack.core.audit.Verdict;
import dev.mosaicstack.core.audit.VerifyAudit;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.web.Edge;
import io.quarkus.funqy.Funq;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;

/** POST /audit-list, /audit-verify: who did what and when, and whether anybody changed that. */
public class AuditFunction {

    public record ListRequest(
            String type, String subject, String actor, Instant since, Instant until, Integer limit, String cursor) {}

    /** @param dataSha256 of the event's data as it was delivered, UTF-8, lower-case hex */
    public record Item(
            long sequence,
            String eventId,
            long position,
            String type,
            String source,
            String subject,
            Instant time,
            String sessionId,
            String actor,
            String requestId,
            String replayOf,
            String dataSha256,
            String attributesSha256,
            String previousHash,
            String hash) {

        static Item of(AuditRow row) {
            Entry entry = row.entry();
            return new Item(
                    row.sequence(),
                    entry.eventId(),
                    entry.position(),
                    entry.type(),
                    entry.source(),
                    entry.subject(),
                    entry.time(),
                    entry.sessionId(),
                    entry.actor(),
                    entry.requestId(),
                    entry.replayOf(),
                    entry.dataHash(),
                    entry.attributesHash(),
                    row.previous(),
                    row.hash());
        }
    }

    public record ListResponse(List<Item> items, String nextCursor) {}

    /** The {@code to} and {@code headHash} of an earlier answer; both or neither. */
    public record VerifyRequest(Long sequence, String hash) {}

    /** @param problem {@code changed}, {@code missing} or {@code added} */
    public record Broken(long sequence, String eventId, String problem, String detail) {

        static Broken of(Verdict.Broken broken) {
            return broken == null
                    ? null
                    : new Broken(
                            broken.sequence(),
                            broken.eventId(),
                            broken.problem().text(),
                            broken.detail());
        }
    }

    public record VerifyResponse(boolean ok, long rows, long from, long to, String headHash, Broken firstBroken) {

        static VerifyResponse of(Verdict verdict) {
            return new VerifyResponse(
                    verdict.ok(),
                    verdict.rows(),
                    verdict.from(),
                    verdict.to(),
                    verdict.headHash(),
                    Broken.of(verdict.firstBroken()));
        }
    }

    private final Edge edge;
    private final ListAudit list;
    private final VerifyAudit verify;

    AuditFunction(Edge edge, ListAudit list, VerifyAudit verify) {
        this.edge = edge;
        this.list = list;
        this.verify = verify;
    }

    @Funq("audit-list")
    public Uni<ListResponse> list(ListRequest request) {
        return edge.call(Call.AUDIT_LIST, request, (exchange, asked) -> {
            var check = new Check().period(asked.since(), asked.until());
            Page.Ask ask = Page.Ask.of(check, asked.limit(), asked.cursor());
            check.done();
            var filter = new Audits.Filter(asked.type(), asked.subject(), asked.actor(), asked.since(), asked.until());
            Page<Item> page = list.list(filter, ask).map(Item::of);
            return new ListResponse(page.items(), page.nextCursor());
        });
    }

    @Funq("audit-verify")
    public Uni<VerifyResponse> verify(VerifyRequest request) {
        return edge.call(
                Call.AUDIT_VERIFY, request, (exchange, asked) -> VerifyResponse.of(verify.verify(noted(asked))));
    }

    private static VerifyAudit.Noted noted(VerifyRequest request) {
        if (request.sequence() == null && request.hash() == null) {
            return null;
        }
        var check = new Check();
        long sequence = check.required("sequence", request.sequence(), 1, Long.MAX_VALUE);
        if (request.hash() == null || !request.hash().matches("[0-9a-f]{64}")) {
            check.problem("hash", "is not a SHA-256 in lower-case hex");
        }
        check.done();
        return new VerifyAudit.Noted(sequence, request.hash());
    }
}
