package dev.mosaicstack.core.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "*, anything",
        "*, ''",
        "a, a",
        "'', ''",
        "a*, a",
        "a*, abc",
        "*a, ba",
        "*a*, xax",
        "a*c, abbc",
        "a*b*c, aXbYbZc",
        "dev.mosaicstack.git.*, dev.mosaicstack.git.push",
        "dev.*.push, dev.a.b.push",
        "**, x",
        "a.c, a.c",
        "[a-z]+, [a-z]+",
        "a?, a?",
        "*ü*, grün"
    })
    void matches(String pattern, String text) {
        assertThat(new Glob(pattern).matches(text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "a, A",
        "a, ''",
        "a, ab",
        "a, ba",
        "a*, ba",
        "*a, ab",
        "a*c, acb",
        "a*b*c, acb",
        "a.c, abc",
        "a?, ab",
        "'', a",
        "dev.mosaicstack.git.*, dev.mosaicstack.gitx.push",
        "[a-z]+, b"
    })
    void doesNotMatch(String pattern, String text) {
        assertThat(new Glob(pattern).matches(text)).isFalse();
    }

    @Test
    void isAsARegularExpressionWouldHaveIt() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            String pattern = text(random, "ab*", 6);
            String text = text(random, "ab", 8);
            assertThat(new Glob(pattern).matches(text))
                    .as("%s of %s", text, pattern)
                    .isEqualTo(Pattern.matches(pattern.replace("*", ".*"), text));
        }
    }

    private static String text(Random random, String characters, int most) {
        var text = new StringBuilder();
        for (int length = random.nextInt(most + 1); length > 0; length--) {
            text.append(characters.charAt(random.nextInt(characters.length())));
        }
        return text.toString();
    }

    /** The longest that may be asked for, and the longest subject: what backtracking would never finish. */
    @Test
    void aPatternMadeToTakeLongDoesNot() {
        var glob = new Glob("*a".repeat(250) + "b");
        String text = "a".repeat(600);
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            for (int i = 0; i < 1_000; i++) {
                assertThat(glob.matches(text)).isFalse();
            }
        });
    }
}
