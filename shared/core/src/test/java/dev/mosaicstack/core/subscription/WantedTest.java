package dev.mosaicstack.core.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.core.subscription.Wanted.Fields;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WantedTest {

    private static final String SINK = "https://sink.example/hook?a=b";

    private String name = "name";
    private List<String> types = List.of("*");
    private List<String> subjects;
    private String sink = SINK;
    private String secret;
    private String format;
    private String orderBy;
    private String start;
    private Integer maxAttempts;
    private Integer rateLimit;

    private Wanted wanted() {
        return Wanted.of(
                new Fields(name, types, subjects, null, sink, secret, format, orderBy, start, maxAttempts, rateLimit));
    }

    private void isRefused(String field) {
        assertThatThrownBy(this::wanted).isInstanceOfSatisfying(Refusal.Invalid.class, invalid -> {
            assertThat(invalid.code()).isEqualTo("INVALID_FIELD");
            assertThat(invalid.fields()).containsOnlyKeys(field);
        });
    }

    private static String key(int bytes) {
        return "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
    }

    @Test
    void whatIsNotSaidIsTheDefault() {
        Wanted wanted = wanted();
        assertThat(wanted.format()).isEqualTo(Format.BINARY);
        assertThat(wanted.orderBy()).isEqualTo(OrderBy.SUBJECT);
        assertThat(wanted.start()).isEqualTo(new Start.Now());
        assertThat(wanted.secret()).isNull();
        assertThat(wanted.maxAttempts()).isNull();
        assertThat(wanted.rateLimit()).isNull();
        assertThat(wanted.builtIn()).isFalse();
    }

    @Test
    void whatIsSaidIsTaken() {
        subjects = List.of("repos/*");
        secret = key(24);
        format = "structured";
        orderBy = "none";
        start = "2026-11-20T10:00:00Z";
        maxAttempts = 20;
        rateLimit = 10_000;
        Wanted wanted = wanted();
        assertThat(wanted.format()).isEqualTo(Format.STRUCTURED);
        assertThat(wanted.orderBy()).isEqualTo(OrderBy.NONE);
        assertThat(wanted.start()).isEqualTo(new Start.Since(Instant.parse("2026-11-20T10:00:00Z")));
        assertThat(wanted.filter().subjects()).containsExactly(new Glob("repos/*"));
        secret = key(64);
        assertThat(wanted().secret()).isEqualTo(key(64));
    }

    @Test
    void aConsumerOfThisProductIsASink() {
        for (String consumer : Wanted.CONSUMERS) {
            sink = "mosaic:" + consumer;
            name = consumer;
            assertThat(wanted().builtIn()).isTrue();
            name = consumer + "-2";
            isRefused("name");
        }
        name = "audit";
        sink = "mosaic:audit";
        secret = key(24);
        isRefused("secret");
    }

    @Test
    void itsSubscriptionBearsItsName() {
        sink = "mosaic:audit";
        name = "another";
        isRefused("name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://sink",
                "http://10.0.0.1:8080",
                "HTTPS://sink/",
                "http://[::1]:80/x",
                "https://a.b/c?d=%20"
            })
    void anHttpUrlIsASink(String url) {
        sink = url;
        assertThat(wanted().uri()).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "audit",
                "ftp://x/",
                "//x/",
                "http:",
                "http://",
                "http:///x",
                "http:x",
                "x",
                "http://x y/",
                "http://u:p@x/",
                "http://x/#f",
                "http://x:65536/",
                "http://x:-1/",
                "file:///etc/passwd",
                "jar:http://x/",
                "http://a_b/"
            })
    void anythingElseIsNone(String url) {
        sink = url;
        isRefused("sink");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "mosaic:audit", "AUDIT"})
    void aConsumerThatThereIsNotIsNoSink(String consumer) {
        sink = "mosaic:" + consumer;
        name = consumer;
        isRefused("sink");
    }

    @Test
    void aSinkIsThereAndNotEndless() {
        sink = null;
        isRefused("sink");
        sink = SINK + "x".repeat(2_000);
        isRefused("sink");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whsec_", "secret", "whsec_%%%", "whsec_YWJj"})
    void aSecretIsAsTheSpecificationWantsIt(String given) {
        secret = given;
        isRefused("secret");
        secret = key(23);
        isRefused("secret");
        secret = key(65);
        isRefused("secret");
    }

    @Test
    void aNameIsThereAndPlain() {
        for (String bad : Arrays.asList(null, "", "a b", "-x", "x".repeat(101))) {
            name = bad;
            isRefused("name");
        }
    }

    @Test
    void thereIsATypeAndNoPatternIsBlankOrEndlessOrOneOfTooMany() {
        for (List<String> bad : Arrays.asList(
                null,
                List.<String>of(),
                List.of(" "),
                Collections.<String>singletonList(null),
                List.of("x".repeat(501)),
                Collections.nCopies(51, "x"))) {
            types = bad;
            isRefused("types");
        }
        types = Collections.nCopies(50, "x".repeat(500));
        assertThat(wanted().filter().types()).hasSize(50);
        subjects = List.of("");
        isRefused("subjects");
    }

    @Test
    void numbersStayWithinTheirBounds() {
        for (int bad : new int[] {-1, 0, 21}) {
            maxAttempts = bad;
            isRefused("maxAttempts");
        }
        maxAttempts = 1;
        for (int bad : new int[] {-1, 0, 10_001}) {
            rateLimit = bad;
            isRefused("rateLimit");
        }
    }

    @Test
    void wordsAreOfTheirLists() {
        format = "batch";
        isRefused("format");
        format = null;
        orderBy = "SUBJECT";
        isRefused("orderBy");
        orderBy = null;
        for (String bad :
                List.of("", "then", "2026-11-20", "2026-11-20T10:00:00", "00000000-0000-7000-8000-00000000A001")) {
            start = bad;
            isRefused("start");
        }
        start = "00000000-0000-7000-8000-00000000a001";
        assertThat(wanted().start()).isEqualTo(new Start.At(start));
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        name = null;
        sink = null;
        types = null;
        assertThatThrownBy(this::wanted)
                .isInstanceOfSatisfying(Refusal.Invalid.class, invalid -> assertThat(invalid.fields())
                        .containsOnlyKeys("name", "sink", "types"));
    }
}
