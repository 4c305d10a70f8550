package dev.mosaicstack.store;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Which database {@code mosaic.db.url} means: {@code jdbc:postgresql://host:5432/name}, {@code jdbc:mariadb://...}, or the
 * same without {@code jdbc:}, as other tools write it, user and password included.
 *
 * @param user null where the URL names none; so is the password
 */
public record DatabaseUrl(Kind kind, String jdbcUrl, String user, String password) {

    /** The databases that are servers, by the name of their JDBC scheme and of their datasource here. */
    public enum Kind {
        POSTGRESQL,
        MARIADB;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @throws IllegalArgumentException in words for the operator; never with the password */
    public static DatabaseUrl parse(String text) {
        String url = text.strip();
        String plain = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
        Kind kind = kind(plain.substring(0, Math.max(0, plain.indexOf(':'))));
        String rest = plain.substring(plain.indexOf(':') + 1);
        if (!rest.startsWith("//")) {
            throw new IllegalArgumentException(
                    "MOSAIC_DB_URL has no host: it begins like " + kind.text() + "://host/name");
        }
        int end = rest.indexOf('/', 2) < 0 ? rest.length() : rest.indexOf('/', 2);
        if (end + 1 >= rest.length() || rest.charAt(end + 1) == '?') {
            throw new IllegalArgumentException(
                    "MOSAIC_DB_URL names no database: it ends like " + kind.text() + "://host/name");
        }
        int at = rest.lastIndexOf('@', end);
        if (at < 0) {
            return new DatabaseUrl(kind, "jdbc:" + kind.text() + ":" + rest, null, null);
        }
        String[] who = rest.substring(2, at).split(":", 2);
        String jdbc = "jdbc:" + kind.text() + "://" + rest.substring(at + 1);
        return new DatabaseUrl(kind, jdbc, decoded(who[0]), who.length == 1 ? null : decoded(who[1]));
    }

    private static Kind kind(String scheme) {
        return switch (scheme) {
            case "postgresql", "postgres" -> Kind.POSTGRESQL;
            case "mariadb", "mysql" -> Kind.MARIADB;
            case "sqlite" ->
                throw new IllegalArgumentException(
                        "MOSAIC_DB_URL is for PostgreSQL and MariaDB: without it, SQLite in the data folder is used");
            default ->
                throw new IllegalArgumentException(
                        "MOSAIC_DB_URL begins with neither postgresql:// nor mariadb:// (nor jdbc: before them)");
        };
    }

    private static String decoded(String part) {
        // A plus sign stands for itself in this part of a URL.
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Where it is, for messages: no user, no password, no parameters. */
    public String where() {
        URI uri = URI.create(jdbcUrl.substring("jdbc:".length()).replaceFirst("\\?.*", ""));
        return kind.text() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }
}
