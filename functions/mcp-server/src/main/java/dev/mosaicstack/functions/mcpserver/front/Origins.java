package dev.mosaicstack.functions.mcpserver.front;

import dev.mosaicstack.core.error.Refusal;
import dev.mosaicstack.functions.mcpserver.McpSettings;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Keeps pages of other sites away, also those whose name was pointed at this server (DNS rebinding): the specification
 * wants {@code Origin} checked, and the library leaves {@code Host} to us.
 */
@Singleton
final class Origins {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final List<String> hosts;
    private final List<String> origins;

    Origins(McpSettings settings) {
        this.hosts = lower(settings.hosts().orElse(List.of()));
        this.origins = lower(settings.origins().orElse(List.of()));
    }

    /** @throws Refusal.Forbidden */
    void check(HttpServerRequest request) {
        String host =
                request.authority() == null ? "" : request.authority().host().toLowerCase(Locale.ROOT);
        if (!isOurs(host, request.localAddress())) {
            throw new Refusal.Forbidden("the Host header names no host of this server");
        }
        String origin = request.getHeader("Origin");
        if (origin != null && !origins.contains(origin.toLowerCase(Locale.ROOT)) && !isOf(origin, host)) {
            throw new Refusal.Forbidden("the Origin header names a page that may not call this server");
        }
    }

    private boolean isOurs(String host, SocketAddress local) {
        if (hosts.contains(host)) {
            return true;
        }
        boolean loopback = LOOPBACK.contains(host);
        boolean reachedOnLoopback = local != null && local.hostAddress() != null && isLoopback(local.hostAddress());
        return hosts.isEmpty() && !reachedOnLoopback || loopback;
    }

    private static boolean isLoopback(String address) {
        return address.startsWith("127.") || address.equals("0:0:0:0:0:0:0:1") || address.equals("::1");
    }

    /** A page of the host that was called, whatever its port: a proxy may have changed that. */
    private static boolean isOf(String origin, String host) {
        try {
            String of = URI.create(origin).getHost();
            return of != null && of.equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static List<String> lower(List<String> names) {
        return names.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
    }
}
