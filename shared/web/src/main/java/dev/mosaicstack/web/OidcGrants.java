package dev.mosaicstack.web;

import dev.mosaicstack.core.access.Call;
import dev.mosaicstack.core.access.Role;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which subjects of the issuer may make which calls; nobody else may make any. */
record OidcGrants(Map<String, Set<Call>> bySubject) {

    /**
     * The last {@code =} divides them: names of subjects may have it, names of calls not.
     *
     * @throws IllegalStateException naming the setting that cannot be right
     */
    static OidcGrants of(WebSettings.Oidc settings) {
        List<String> texts = settings.grants().orElse(List.of());
        if (settings.issuer().isPresent() && settings.audience().isEmpty()) {
            throw new IllegalStateException(
                    "mosaic.knative.oidc.audience is missing: a token for anybody would be taken");
        }
        Map<String, Set<Call>> grants = new HashMap<>();
        for (String text : texts) {
            int equals = text.lastIndexOf('=');
            if (equals < 1) {
                throw wrong(text, "is not subject=call+call");
            }
            Set<Call> calls =
                    grants.computeIfAbsent(text.substring(0, equals).strip(), subject -> EnumSet.noneOf(Call.class));
            for (String name : text.substring(equals + 1).split("\\+")) {
                calls.add(call(text, name.strip()));
            }
        }
        return new OidcGrants(grants);
    }

    private static Call call(String grant, String name) {
        Call call = Call.ofPath(name).orElseThrow(() -> wrong(grant, "names no call: " + name));
        if (!call.roles().contains(Role.CLIENT)) {
            throw wrong(grant, "names a call that the role client may not make: " + name);
        }
        return call;
    }

    private static IllegalStateException wrong(String grant, String problem) {
        return new IllegalStateException("mosaic.knative.oidc.grants: " + grant + " " + problem);
    }
}
