package dev.mosaicstack.core.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples are those of "Trace Context" and of its test suite. */
class TraceTest {

    private static final String GOOD = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void aGoodOneIsPassedOnAsItIs() {
        Trace trace = Trace.of(GOOD, "congo=t61rcWkgMzE,rojo=00f067aa0ba902b7");
        assertThat(trace.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(trace.fields())
                .isEqualTo(Map.of("traceparent", GOOD, "tracestate", "congo=t61rcWkgMzE,rojo=00f067aa0ba902b7"));
    }

    @Test
    void thereMayBeNone() {
        assertThat(Trace.of(null, null)).isNull();
        assertThat(Trace.of(null, "congo=t61rcWkgMzE")).isNull();
        assertThat(Trace.of(GOOD, null).fields()).isEqualTo(Map.of("traceparent", GOOD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0x",
                "00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01.what",
                " 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01,"
                        + "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203332-01",
            })
    void oneThatIsMalformedIsNone(String traceparent) {
        assertThat(Trace.of(traceparent, null)).isNull();
    }

    @Test
    void ofAVersionToComeWhatIsKnownIsPassedOn() {
        assertThat(Trace.of("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", null)
                        .parent())
                .isEqualTo(GOOD);
        assertThat(Trace.of("cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-the-future", null)
                        .parent())
                .isEqualTo(GOOD);
    }

    @Test
    void aStateThatCannotBeInAHeaderIsLeftOut() {
        for (String state : new String[] {"", "  ", "a=\nb=1", "a=\u00e9"}) {
            assertThat(Trace.of(GOOD, state).state()).as(state).isNull();
        }
    }

    @Test
    void aLongStateLosesItsLastEntries() {
        String entry = "a".repeat(99) + "=" + "b".repeat(99);
        assertThat(Trace.of(GOOD, entry + "," + entry + "," + entry).state()).isEqualTo(entry + "," + entry);
        assertThat(Trace.of(GOOD, "a=" + "b".repeat(500)).state()).isNull();
    }
}
