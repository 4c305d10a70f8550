package dev.mosaicstack.web;

import dev.mosaicstack.core.access.Authenticate;
import dev.mosaicstack.core.access.Caller;
import dev.mosaicstack.core.error.Refusal;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/** Who calls, by what the request brings along for it. */
@Singleton
class Credentials {

    /** RFC 6750, 2.3. */
    static final String IN_ADDRESS = "access_token";

    private static final String BEARER = "bearer ";

    private final Authenticate authenticate;
    private final OidcTokens oidc;

    Credentials(Authenticate authenticate, OidcTokens oidc) {
        this.authenticate = authenticate;
        this.oidc = oidc;
    }

    /**
     * @param reports as in {@link Authenticate#bearer}
     * @throws Refusal.Unauthenticated where nobody we know is behind the request
     */
    Caller caller(RoutingContext rc, boolean reports) {
        String header = rc.request().getHeader("Authorization");
        if (header == null && Bindings.takesEvents() && rc.request().params().contains(IN_ADDRESS)) {
            return byAddress(rc, reports);
        }
        return callerByHeader(rc, reports);
    }

    /**
     * What can be said before the body is read: whether anything is there that could be a token.
     *
     * @throws Refusal.Unauthenticated where {@link #caller} would throw it whatever we know
     */
    static void mustBeIn(RoutingContext rc) {
        String header = rc.request().getHeader("Authorization");
        if (header != null || !Bindings.takesEvents() || !rc.request().params().contains(IN_ADDRESS)) {
            bearer(header);
        }
    }

    /** The same of a request whose address says nothing of who sent it. */
    static boolean areIn(RoutingContext rc) {
        return rc.request().headers().contains("Authorization");
    }

    /** As above, of a request whose address says nothing of who sent it. */
    Caller callerByHeader(RoutingContext rc, boolean reports) {
        String bearer = bearer(rc.request().getHeader("Authorization"));
        if (Bindings.takesEvents() && oidc.isMeant(bearer)) {
            return oidc.caller(bearer, RequestId.of(rc)).in(RequestTrace.of(rc));
        }
        return authenticate.bearer(bearer, reports, RequestId.of(rc)).in(RequestTrace.of(rc));
    }

    /**
     * Knative's senders can only be given an address. Addresses are shown, stored and passed on: a token that is in one
     * must be good for little.
     */
    private Caller byAddress(RoutingContext rc, boolean reports) {
        List<String> tokens = rc.request().params().getAll(IN_ADDRESS);
        if (tokens.size() != 1) {
            throw unauthenticated("there is more than one token in the address");
        }
        Caller caller = authenticate
                .bearer(tokens.getFirst(), reports, RequestId.of(rc))
                .in(RequestTrace.of(rc));
        if (!caller.isLimited()) {
            throw unauthenticated("a token in the address must be one that is limited to named calls");
        }
        return caller;
    }

    private static String bearer(String header) {
        if (header == null) {
            throw unauthenticated("a bearer token is required");
        }
        if (!header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
            throw unauthenticated("the Authorization header is not a bearer token");
        }
        return header.substring(BEARER.length()).strip();
    }

    private static Refusal unauthenticated(String detail) {
        return new Refusal.Unauthenticated("UNAUTHENTICATED", detail);
    }
}
