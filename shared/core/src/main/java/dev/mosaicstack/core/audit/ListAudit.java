package dev.mosaicstack.core.audit;

import dev.mosaicstack.core.input.Page;
import dev.mosaicstack.core.store.Store;
import jakarta.inject.Singleton;

/** Who did what and when. */
@Singleton
public final class ListAudit {

    private final Store store;

    public ListAudit(Store store) {
        this.store = store;
    }

    public Page<AuditRow> list(Audits.Filter filter, Page.Ask ask) {
        return Page.of(store.read(tx -> tx.audits().list(filter, ask)), ask, AuditRow::listId);
    }
}
