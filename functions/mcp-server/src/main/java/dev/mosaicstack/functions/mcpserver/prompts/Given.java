package dev.mosaicstack.functions.mcpserver.prompts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.input.Check;
import dev.mosaicstack.functions.mcpserver.catalog.Asked;
import dev.mosaicstack.functions.mcpserver.catalog.Content;
import dev.mosaicstack.functions.mcpserver.catalog.Outcome;
import dev.mosaicstack.functions.mcpserver.catalog.Prompt;
import java.util.List;

/** What a prompt was given, checked, and what it says with it. */
final class Given {

    private final Asked asked;
    private final Check check = new Check();

    Given(Asked asked) {
        this.asked = asked;
    }

    String text(String name) {
        return check.text(name, value(name));
    }

    String id(String name) {
        return check.id(name, value(name));
    }

    /** @return null where there is none: people leave fields of a form empty */
    String optionalId(String name) {
        String value = value(name);
        return value == null || value.isEmpty() ? null : check.optionalId(name, value);
    }

    /** @throws Refusal.Invalid where an argument is missing or wrong */
    Outcome<List<Prompt.Message>> said(String text) {
        check.done();
        return Outcome.done(List.of(new Prompt.Message("user", new Content.Text(text.strip()))));
    }

    private String value(String name) {
        JsonNode value = asked.arguments().get(name);
        if (value != null && !value.isNull() && !value.isTextual()) {
            check.problem(name, "is not a text");
        }
        return value == null ? null : value.textValue();
    }
}
