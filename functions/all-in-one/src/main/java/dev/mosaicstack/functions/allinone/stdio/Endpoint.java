package dev.mosaicstack.functions.allinone.stdio;

import dev.mosaicstack.functions.allinone.DataFolder;
import dev.mosaicstack.functions.allinone.Environment;
import dev.mosaicstack.functions.allinone.Problem;
import dev.mosaicstack.functions.allinone.run.RunLock;
import dev.mosaicstack.store.SecretFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;

/**
 * The server behind the proxy, and who its client is there.
 *
 * @param token null where there is none
 * @param tokenFrom where the token was found, for people
 */
record Endpoint(URI url, String token, String tokenFrom) {

    private static final String PATH = "/mcp";
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    /**
     * The server is {@code option}, else {@code MOSAIC_MCP_URL}, else what runs on the data folder, else
     * {@code MOSAIC_PORT} of this machine. The token is {@code MOSAIC_TOKEN}, else the data folder's, which never
     * leaves this machine.
     *
     * @throws Problem where that is no address, or the token one that no header can hold
     */
    static Endpoint of(String option, DataFolder data, Environment environment) {
        URI url = url(Optional.ofNullable(option)
                .or(() -> environment.get("MOSAIC_MCP_URL"))
                .or(() -> RunLock.holder(data).map(holder -> holder.url() + PATH))
                .orElseGet(() -> "http://" + Environment.DEFAULT_HOST + ":" + environment.port(null) + PATH));
        Optional<String> given = environment.secret("MOSAIC_TOKEN");
        if (given.isPresent()) {
            return new Endpoint(url, token(given.get(), "MOSAIC_TOKEN"), "MOSAIC_TOKEN");
        }
        String file = data.adminToken().toString();
        return new Endpoint(url, LOOPBACK.contains(url.getHost()) ? token(read(data), file) : null, file);
    }

    /** What to do where nobody listens. */
    String silent() {
        return "nothing answers at " + url
                + ": start it with ./mosaic run, or name another server with --url or MOSAIC_MCP_URL";
    }

    /** What to do where it wants another token. */
    String unauthenticated() {
        return token == null
                ? url + " wants a token: set MOSAIC_TOKEN, or MOSAIC_TOKEN_FILE to a file with it"
                : "the token of " + tokenFrom + " is not (or no longer) one of " + url
                        + ": set MOSAIC_TOKEN or MOSAIC_TOKEN_FILE to one that is";
    }

    private static URI url(String text) {
        try {
            URI url = URI.create(text.strip());
            if (url.getHost() != null
                    && url.getScheme() != null
                    && url.getScheme().matches("https?")) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Said below, like an address of another kind.
        }
        throw new Problem(text + " is not an http address");
    }

    /** What refuses it later would show it. @param token null for none */
    private static String token(String token, String from) {
        if (token != null && !token.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw new Problem(
                    "the token of " + from + " has a space, a line break or another character that no token has");
        }
        return token;
    }

    private static String read(DataFolder data) {
        try {
            return SecretFile.exists(data.adminToken())
                    ? Files.readString(data.adminToken()).strip()
                    : null;
        } catch (IOException e) {
            // Not everybody may read it, and where the token was set by hand there is none.
            return null;
        }
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
