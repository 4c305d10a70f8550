package dev.mosaicstack.functions.mcpserver.stateless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {

    private final List<String> names = IntStream.range(0, 2 * Pages.SIZE + 1)
            .mapToObj(i -> String.format("tool_%04d", i))
            .toList();

    @Test
    void allPagesTogetherAreTheList() {
        var seen = new ArrayList<String>();
        Pages.Page<String> page = Pages.first(names, Function.identity());
        seen.addAll(page.items());
        while (page.next() != null) {
            assertThat(page.items()).hasSize(Pages.SIZE);
            page = Pages.after(page.next(), names, Function.identity());
            seen.addAll(page.items());
        }
        assertThat(seen).isEqualTo(names);
    }

    @Test
    void aListThatFitsHasNoNextPage() {
        List<String> fits = names.subList(0, Pages.SIZE);
        assertThat(Pages.first(fits, Function.identity())).isEqualTo(new Pages.Page<>(fits, null));
    }

    @Test
    void aCursorHoldsWhereWhatItNamesIsGone() {
        String next = Pages.first(names, Function.identity()).next();
        List<String> fewer = names.stream()
                .filter(name -> !name.equals(names.get(Pages.SIZE - 1)))
                .toList();
        assertThat(Pages.after(next, fewer, Function.identity()).items().getFirst())
                .isEqualTo(names.get(Pages.SIZE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "200", "not base64!", "dG9vbF8wMTk5"})
    void anythingElseIsNoCursor(String cursor) {
        assertThatThrownBy(() -> Pages.after(cursor, names, Function.identity()))
                .isInstanceOf(RpcError.class);
    }
}
