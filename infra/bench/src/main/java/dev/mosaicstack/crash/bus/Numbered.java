package dev.mosaicstack.crash.bus;

import dev.mosaicstack.testkit.Api;
import dev.mosaicstack.testkit.Webhook;

/** Pushes that bear a number, as the branch they are of. */
final class Numbered {

    private static final String MARK = "refs/heads/n";

    private Numbered() {}

    static Webhook push(String repository, int number, String secret) {
        String body = "{\"ref\":\"" + MARK + number + "\",\"before\":\"0000000\",\"after\":\"1111111\","
                + "\"repository\":{\"full_name\":\"" + repository + "\"},\"commits\":[]}";
        return Webhook.fromGitea("push", Api.bytes(body), secret);
    }

    static int of(String data) {
        int from = data.indexOf(MARK) + MARK.length();
        return Integer.parseInt(data, from, data.indexOf('"', from), 10);
    }
}
