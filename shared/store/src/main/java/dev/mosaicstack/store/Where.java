package dev.mosaicstack.store;

import dev.mosaicstack.core.input.Page;
import java.util.ArrayList;
import java.util.List;

/** The conditions of a list: only those that were given, so that each combination can use its index. */
final class Where {

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();

    /** @param condition SQL with one {@code ?}; left out where the value is null */
    Where and(String condition, Object value) {
        if (value != null) {
            conditions.add(condition);
            parameters.add(value);
        }
        return this;
    }

    /** SQL for one page, newest first, and one row more to see whether there is a next. */
    <T> List<T> page(Sql sql, Sql.Reader<T> reader, String select, String id, Page.Ask ask) {
        and(id + " < ?", ask.before());
        parameters.add(ask.limit() + 1);
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        return sql.list(reader, select + where + " ORDER BY " + id + " DESC LIMIT ?", parameters.toArray());
    }
}
