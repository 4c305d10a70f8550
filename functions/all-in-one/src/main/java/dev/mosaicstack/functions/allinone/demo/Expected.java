package dev.mosaicstack.functions.allinone.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the contract promises of an answer: its status, and values at JSON pointers. */
record Expected(int status, Map<String, String> values) {

    static Expected status(int status) {
        return new Expected(status, Map.of());
    }

    Expected and(String pointer, Object value) {
        var more = new LinkedHashMap<>(values);
        more.put(pointer, value.toString());
        return new Expected(status, more);
    }

    boolean isMetBy(Answer answer) {
        return answer.status() == status
                && values.entrySet().stream()
                        .allMatch(value -> answer.text(value.getKey()).equals(value.getValue()));
    }

    String inWords() {
        var words = new StringBuilder("status " + status);
        values.forEach((pointer, value) ->
                words.append(", ").append(pointer).append(" = ").append(value));
        return words.toString();
    }
}
