package dev.mosaicstack.testkit;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A push as Gitea describes it, each with a commit of its own: two of them are never duplicates by content. */
public final class Pushes {

    private static final String NUMBER = "refs/heads/n";

    private Pushes() {}

    public static byte[] aPush() {
        return aPushTo("acme/app");
    }

    /** A small one that bears a number, as the branch it is of. */
    public static byte[] numbered(String repository, int number) {
        return Api.bytes("{\"ref\":\"" + NUMBER + number + "\",\"before\":\"0000000\",\"after\":\"1111111\","
                + "\"repository\":{\"full_name\":\"" + repository + "\"},\"commits\":[]}");
    }

    /** The number, from the data of the push's event. */
    public static int number(String data) {
        int from = data.indexOf(NUMBER) + NUMBER.length();
        return Integer.parseInt(data, from, data.indexOf('"', from), 10);
    }

    public static byte[] aPushTo(String repository) {
        String after = (UUID.randomUUID().toString() + UUID.randomUUID())
                .replace("-", "")
                .substring(0, 40);
        String url = "https://git.example.org/" + repository;
        return Api.bytes(Map.of(
                "ref",
                "refs/heads/main",
                "before",
                "28e1879d029cb852e4844d9c718537df08844e03",
                "after",
                after,
                "compare_url",
                url + "/compare/28e1879d029c..." + after.substring(0, 12),
                "commits",
                List.of(Map.of(
                        "id", after,
                        "message", "Ein schöner Tag ☀ \"quoted\"\n",
                        "url", url + "/commit/" + after,
                        "author", Map.of("name", "Ada", "email", "ada@example.org", "username", "ada"),
                        "added", List.of("src/A.java"),
                        "removed", List.of(),
                        "modified", List.of("README.md"))),
                "total_commits",
                1,
                "repository",
                Map.of(
                        "id",
                        7,
                        "name",
                        repository.substring(repository.indexOf('/') + 1),
                        "full_name",
                        repository,
                        "html_url",
                        url,
                        "default_branch",
                        "main"),
                "pusher",
                Map.of("id", 1, "login", "ada", "full_name", "Ada", "email", "ada@example.org"),
                "sender",
                Map.of("id", 1, "login", "ada")));
    }
}
