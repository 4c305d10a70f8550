package dev.mosaicstack.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

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

    Long optionalNumber(String column) throws SQLException {
        long value = columns.getLong(column);
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

    /** A JSON object of strings; empty where it is NULL. */
    Map<String, String> texts(String column) throws SQLException {
        String json = columns.getString(column);
        Map<String, String> texts = new LinkedHashMap<>();
        if (json != null) {
            Json.tree(json)
                    .properties()
                    .forEach(entry -> texts.put(entry.getKey(), entry.getValue().textValue()));
        }
        return texts;
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
