package dev.mosaicstack.functions.allinone.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StartFailureTest {

    @Test
    void allThatIsWrongWithAFileIsSaid() {
        assertThat(StartFailure.said(new ConfigurationException("rules.yaml:3: one\nrules.yaml:7: two")))
                .isEqualTo("rules.yaml:3: one\nrules.yaml:7: two");
    }

    @Test
    void ofVeryMuchTheFirstTwentyAreSaid() {
        String many =
                IntStream.range(0, 25).mapToObj(i -> "rules.yaml:" + i + ": x").collect(Collectors.joining("\n"));
        assertThat(StartFailure.said(new ConfigurationException(many)))
                .startsWith("rules.yaml:0: x\n")
                .endsWith("rules.yaml:19: x\nand 5 more");
    }

    @Test
    void ofAnythingElseTheFirstLineIsSaid() {
        assertThat(StartFailure.said(new IllegalStateException("one\ntwo"))).isEqualTo("one");
    }
}
