package dev.mosaicstack.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadersTest {

    @Test
    void namesAreFoundInAnyCase() {
        var headers = new Headers(Map.of("X-GITEA-event", "push"));

        assertThat(headers.first("x-gitea-Event")).isEqualTo("push");
        assertThat(headers.has("X-Gitea-Event")).isTrue();
    }

    @Test
    void theFirstOfNamesThatDifferInCaseOnlyWins() {
        var both = new LinkedHashMap<String, String>();
        both.put("x-gitea-event", "push");
        both.put("X-Gitea-Event", "create");

        assertThat(new Headers(both).first("X-Gitea-Event")).isEqualTo("push");
    }

    @Test
    void anEmptyOrNullValueIsThereButHasNoValue() {
        var headers = new Headers(Collections.singletonMap("X-Gitea-Event", null));

        assertThat(headers.first("X-Gitea-Event")).isNull();
        assertThat(headers.has("X-Gitea-Event")).isTrue();
        assertThat(headers.has("X-Gogs-Event")).isFalse();
    }

    @Test
    void theFirstHeaderWithAValueIsTaken() {
        var headers = new Headers(Map.of("A", "", "B", "two", "C", "three"));

        assertThat(headers.firstOf("Z", "A", "B", "C")).isEqualTo("two");
        assertThat(headers.firstOf("Z", "A")).isNull();
    }

    @Test
    void laterChangesToTheMapAreNotSeen() {
        var map = new HashMap<>(Map.of("A", "one"));
        var headers = new Headers(map);
        map.put("A", "two");

        assertThat(headers.first("A")).isEqualTo("one");
    }
}
