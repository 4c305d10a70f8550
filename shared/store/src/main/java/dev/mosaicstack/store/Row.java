package dev.mosaicstack.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** The current row, by column name, with our own notions of time and JSON; a NULL is null. */
record Row(ResultSet columns) {

    String text(String column) throws SQLException {
        return columns.getString(column);
    }

    long number(String column) throws SQLException {
        return columns.getLong(column);
    }

    int integer(String column) throws SQLException {
        return columns.getInt(column);
    }

    Integer optionalInteger(String column) throws SQLException {
        int value = columns.getInt(column);
        return columns.wasNull() ? null : value;
    }

    byte[] bytes(String column) throws SQLException {
        return columns.getBytes(column);
    }

    Instant time(String column) throws SQLException {
        long millis = columns.getLong(column);
        return columns.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    JsonNode json(String column) throws SQLException {
        return Json.tree(columns.getString(column));
    }

    /** How a time is stored. */
    static Long millis(Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    /** How JSON is stored. */
    static String json(JsonNode value) {
        return value == null ? null : value.toString();
    }
}
