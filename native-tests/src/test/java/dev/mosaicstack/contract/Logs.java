package dev.mosaicstack.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosaicstack.testkit.Stack;

/** What an operator may find in a log, and what must never be there. */
final class Logs {

    private Logs() {}

    /** No stack trace, as text or as JSON, no secret the instance was given, and none of these either. */
    static void assertClean(Stack stack, String... moreSecrets) {
        String log = stack.log();
        assertThat(log.lines().filter(line -> line.startsWith("\tat ") || line.contains("\"frames\":[")))
                .as("stack traces in the log")
                .isEmpty();
        for (String secret : stack.secrets()) {
            assertThat(log.contains(secret)).as("a secret in the log").isFalse();
        }
        for (String secret : moreSecrets) {
            assertThat(log.contains(secret)).as("a token in the log").isFalse();
        }
    }
}
