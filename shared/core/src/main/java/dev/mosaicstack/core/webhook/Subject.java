package dev.mosaicstack.core.webhook;

import com.fasterxml.jackson.databind.JsonNode;

/** What a webhook is about: the repository whose webhook it is, else the organization or user. */
final class Subject {

    /** Names of forges are far shorter; what is longer, or would break a line or a path, is no name. */
    private static final int MAX_NAME = 200;

    private Subject() {}

    /** Null where the payload names none. */
    static String of(EventKind kind, Forge forge, JsonNode payload) {
        String repository = name(Pick.text(repository(kind, forge, payload), "full_name"));
        if (repository != null) {
            return "repos/" + repository;
        }
        String organization = name(Pick.login(payload.path("organization")));
        if (organization != null) {
            return "orgs/" + organization;
        }
        String user = name(Pick.first(
                Pick.login(payload.path("package").path("owner")),
                Pick.login(payload.path("repository").path("owner")),
                Pick.login(payload.path("sender"))));
        return user == null ? null : "users/" + user;
    }

    /** The repository whose webhook this is; the missing node where there is none. */
    static JsonNode repository(EventKind kind, Forge forge, JsonNode payload) {
        if (kind == EventKind.FORK && forkeeIsOriginal(forge)) {
            return payload.path("forkee");
        }
        JsonNode inRun = payload.path("run").path("repository");
        return payload.has("repository") ? payload.path("repository") : inRun;
    }

    /** The repository a fork brought about. */
    static JsonNode copy(Forge forge, JsonNode payload) {
        return payload.path(forkeeIsOriginal(forge) ? "repository" : "forkee");
    }

    /** Gitea and Forgejo name the original {@code forkee}; Gogs and GitHub name the copy so. */
    private static boolean forkeeIsOriginal(Forge forge) {
        return switch (forge) {
            case GITEA, FORGEJO -> true;
            case GOGS, GITHUB, UNKNOWN -> false;
        };
    }

    private static String name(JsonNode node) {
        String name = node == null ? "" : node.textValue();
        boolean usable = !name.isEmpty()
                && name.length() <= MAX_NAME
                && name.codePoints().noneMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c));
        return usable ? name : null;
    }
}
