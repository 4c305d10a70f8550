package dev.mosaicstack.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Decision 21 says why. */
class ArgumentsTest {

    static Stream<Application> flows() {
        return Application.all();
    }

    @ParameterizedTest
    @MethodSource("flows")
    void nativeImageIsToldTheSameOfEveryFlow(Application flow) {
        assertThat(flow.arguments()).contains("-march=compatibility", "-R:MaxNewSize=16m", "--no-fallback");
    }

    /** For whoever copies the executable alone. */
    @ParameterizedTest
    @MethodSource("flows")
    void theLibraryOfSqliteStaysInside(Application flow) {
        assertThat(flow.arguments()).noneMatch(argument -> argument.contains("org.sqlite.lib.exportPath"));
    }

    /** By the plugin that the profile native configures. */
    @ParameterizedTest
    @MethodSource("flows")
    void aLibraryOfSqliteIsPutBeside(Application flow) throws IOException {
        Path pom = Artifact.root().resolve("functions").resolve(flow.name()).resolve("pom.xml");
        assertThat(Files.readString(pom)).contains("<artifactId>maven-dependency-plugin</artifactId>");
    }

    @Test
    void theLibraryBesideIsOneOfTheDriver() throws IOException {
        List<String> named = Pattern.compile("<sqlite.library>(.*)</sqlite.library>")
                .matcher(Files.readString(Artifact.root().resolve("pom.xml")))
                .results()
                .map(found -> "/org/sqlite/native/" + found.group(1))
                .toList();
        assertThat(named).hasSize(4).allSatisfy(resource -> assertThat(ArgumentsTest.class.getResource(resource))
                .as(resource)
                .isNotNull());
    }
}
