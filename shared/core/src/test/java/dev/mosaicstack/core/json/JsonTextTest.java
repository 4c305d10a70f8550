package dev.mosaicstack.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.core.error.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"a\":\"größer 🚀\"}",
                "\"\\ud83d\\ude80\"",
                "\"\\uD83D\\uDE80\\ud83d\\ude80\"",
                "\"\\u0001\\u007f\\uffff\"",
                "\"\\\\u0000\"",
                "\"\\\\\\\\ud800\"",
                "\"\\\"\\u0041\"",
                "[\"a\\\\\",\"b\"]"
            })
    void goodStringsPass(String json) {
        passes(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\u", "\"\\u00", "\"\\u000", "\"\\", "\\", "\"\\u00g0\"", "\"\\\\\\", "\"\\u+001\""})
    void whatIsNoEscapeIsLeftToTheParser(String json) {
        passes(json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"\\u0000\"|an escaped NUL at byte 1",
                "{\"a\\u0000\":1}|an escaped NUL at byte 3",
                "\"\\\\\\u0000\"|an escaped NUL at byte 3",
                "\"\\\"\\u0000\"|an escaped NUL at byte 3",
                "[\"x\",\"\\u0000\"]|an escaped NUL at byte 6",
                "\"\\ud83d\"|an escaped high surrogate without a low one behind it at byte 1",
                "\"\\uD83D \\uDE80\"|an escaped high surrogate without a low one behind it at byte 1",
                "\"\\ud83d\\ud83d\\ude80\"|an escaped high surrogate without a low one behind it at byte 1",
                "\"\\ud83d\\\\ude80\"|an escaped high surrogate without a low one behind it at byte 1",
                "\"\\ud83d\\u|an escaped high surrogate without a low one behind it at byte 1",
                "\"\\ude80\"|an escaped low surrogate without a high one before it at byte 1",
                "\"\\ud83d\\ude80\\ude80\"|an escaped low surrogate without a high one before it at byte 13"
            })
    void badEscapesAreRefused(String json, String problem) {
        refused(json.getBytes(UTF_8), "the JSON has " + problem);
    }

    @Test
    void aRawNulIsRefusedWhereverItIs() {
        refused(new byte[] {0}, "the JSON has a NUL byte at byte 0");
        refused(new byte[] {'"', 'a', 0, '"'}, "the JSON has a NUL byte at byte 2");
        refused(new byte[] {'"', '\\', 0, '"'}, "the JSON has a NUL byte at byte 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "BF",
                "C080",
                "C1BF",
                "C2",
                "C241",
                "E08080",
                "E09FBF",
                "E0A0",
                "E2822E",
                "EDA080",
                "EDBFBF",
                "F0808080",
                "F08FBFBF",
                "F09F9A",
                "F4908080",
                "F5808080",
                "FE",
                "FF",
                "C3C3"
            })
    void whatIsNotUtf8IsRefused(String hex) {
        byte[] bad = HexFormat.of().parseHex(hex);

        refused(bad, "the JSON is not UTF-8 at byte 0");
        refused(("\"" + "x".repeat(9)).getBytes(UTF_8), bad, "the JSON is not UTF-8 at byte 10");
        refused("\"\\".getBytes(UTF_8), bad, "the JSON is not UTF-8 at byte 2");
    }

    /** Every lead byte with every second byte, with good and bad tails: the platform's decoder is the oracle. */
    @Test
    void itAgreesWithThePlatformsDecoderOnEverySequence() {
        for (int first = 1; first < 256; first++) {
            for (int second = 1; second < 256; second++) {
                for (String tail : new String[] {"", "80", "8080", "BFBF", "4180", "8041", "41"}) {
                    byte[] rest = HexFormat.of().parseHex(tail);
                    byte[] text = ByteBuffer.allocate(2 + rest.length)
                            .put((byte) first)
                            .put((byte) second)
                            .put(rest)
                            .array();
                    assertThat(passesAsUtf8(text))
                            .as(HexFormat.of().formatHex(text))
                            .isEqualTo(decodes(text));
                }
            }
        }
    }

    @Test
    void aLongTextTakesLinearTime() {
        byte[] backslashes = new byte[8 * 1024 * 1024];
        Arrays.fill(backslashes, (byte) '\\');
        backslashes[0] = '"';

        assertThatCode(() -> JsonText.refuseBadStrings(backslashes)).doesNotThrowAnyException();
    }

    private static boolean passesAsUtf8(byte[] text) {
        try {
            JsonText.refuseBadStrings(text);
            return true;
        } catch (Refusal.Invalid e) {
            return false;
        }
    }

    private static boolean decodes(byte[] text) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static void passes(String json) {
        assertThatCode(() -> JsonText.refuseBadStrings(json.getBytes(UTF_8))).doesNotThrowAnyException();
    }

    private static void refused(byte[] start, byte[] end, String detail) {
        byte[] both = Arrays.copyOf(start, start.length + end.length);
        System.arraycopy(end, 0, both, start.length, end.length);
        refused(both, detail);
    }

    private static void refused(byte[] json, String detail) {
        assertThatThrownBy(() -> JsonText.refuseBadStrings(json))
                .isInstanceOfSatisfying(
                        Refusal.Invalid.class, e -> assertThat(e.code()).isEqualTo("MALFORMED_JSON"))
                .hasMessage(detail);
    }
}
