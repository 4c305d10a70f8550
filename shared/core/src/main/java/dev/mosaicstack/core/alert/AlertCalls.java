package dev.mosaicstack.core.alert;

import dev.mosaicstack.core.access.Exchange;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.core.input.Field;
import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.store.Store;
import jakarta.inject.Singleton;
import java.util.List;

/** The call alert-list: it asks the database alone, so that it can be answered where no rule is judged. */
@Singleton
public final class AlertCalls {

    /** Longest severity and rule, as rows hold them. */
    private static final int MOST_SEVERITY = 64;

    private static final int MOST_RULE = 200;

    public record ListRequest(
            @Field(
                    value = "Only alerts in this state",
                    oneOf = {"pending", "firing", "resolved"})
            String state,

            @Field("Only alerts of this severity, as their rules say it")
            String severity,

            @Field("Only alerts of this rule") String rule,

            @Field(value = Page.LIMIT, min = 1, max = Page.MOST)
            Integer limit,

            @Field(Page.CURSOR) String cursor) {}

    public record ListResponse(
            List<AlertView> items, @Field(Page.NEXT) String nextCursor) {}

    private final Store store;

    public AlertCalls(Store store) {
        this.store = store;
    }

    public ListResponse list(Exchange exchange, ListRequest request) {
        var check = new Check();
        Page.Ask ask = Page.Ask.of(check, request.limit(), request.cursor());
        var filter = new Alerts.Filter(
                check.optionalText("rule", request.rule(), MOST_RULE),
                check.optionalText("severity", request.severity(), MOST_SEVERITY),
                check.oneOf("state", request.state(), "pending", "firing", "resolved"));
        check.done();
        List<Alert> rows = store.read(tx -> tx.alerts().list(filter, ask));
        Page<AlertView> page = Page.of(rows, ask, Alert::id).map(AlertView::of);
        return new ListResponse(page.items(), page.nextCursor());
    }
}
