package dev.mosaicstack.functions.allinone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.core.json.Json;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GiteaTest {

    private final Gitea gitea = new Gitea("key");

    @Test
    void signsAsGiteaDoes() {
        Map<String, String> headers = gitea.headers("push", "The quick brown fox jumps over the lazy dog");
        String known = "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8";
        assertThat(headers)
                .containsEntry("X-Gitea-Signature", known)
                .containsEntry("X-Gogs-Signature", known)
                .containsEntry("X-Hub-Signature-256", "sha256=" + known)
                .containsEntry("X-Hub-Signature", "sha1=de7c9b85b8b78aa6bc8a7a36f70a90701c9db4d9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"push", "pull_request", "status"})
    void eachRecordedBodyIsAboutANewCommitOfEachPlay(String event) throws IOException {
        String body = gitea.body(event);
        assertThat(Json.STRICT.readTree(body).at("/repository/full_name").asText())
                .isEqualTo("acme/website");
        assertThat(body).doesNotContain("@COMMIT@").isEqualTo(gitea.body(event));
        assertThat(new Gitea("key").body(event)).isNotEqualTo(body);
    }
}
