package dev.mosaicstack.functions.backuptrigger.plan;

import static dev.mosaicstack.functions.backuptrigger.plan.Wrong.check;

import dev.mosaicstack.functions.backuptrigger.plan.BackupSettings.SourceSettings;
import dev.mosaicstack.web.SecretFile;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One source of a policy, checked. @param key begins each of its settings */
record SourcePlan(String key, String name, SourceSettings settings, Path ownDatabase) {

    Source source() {
        var hooks = new Hooks(settings.before().orElse(null), settings.after().orElse(null));
        String kind = settings.kind().map(String::strip).orElse("");
        return switch (kind) {
            case "sqlite" ->
                new Source.Sqlite(
                        name,
                        hooks,
                        settings.file().map(file -> absolute("file", file)).orElse(ownDatabase));
            case "postgresql" ->
                new Source.Postgresql(name, hooks, server("postgresql", 5432), drill("postgresql", 5432));
            case "mariadb" -> new Source.Mariadb(name, hooks, server("mariadb", 3306), drill("mariadb", 3306));
            case "redis" -> redis(hooks);
            case "files" -> files(hooks);
            case "git" ->
                new Source.Git(name, hooks, absolute("repository", required("repository", settings.repository())));
            case "command" -> command(hooks);
            default ->
                throw Wrong.because(key + "kind " + (kind.isEmpty() ? "is missing" : "is \"" + kind + "\"")
                        + " and must be sqlite, postgresql, mariadb, redis, files, git or command");
        };
    }

    private Source files(Hooks hooks) {
        List<String> paths = list(settings.paths());
        check(!paths.isEmpty(), key + "paths is missing");
        check(settings.changing().matches("fail|accept"), key + "changing is neither fail nor accept");
        return new Source.Files(
                name,
                hooks,
                paths.stream().map(path -> absolute("paths", path)).toList(),
                list(settings.exclude()),
                settings.oneFileSystem(),
                settings.changing().equals("accept"));
    }

    private Source command(Hooks hooks) {
        String fileName = settings.fileName().map(String::strip).orElse(name);
        check(
                fileName.matches("[A-Za-z0-9._-]{1,200}") && !fileName.matches("\\.+"),
                key + "file-name is no plain file name");
        return new Source.Command(name, hooks, required("command", settings.command()), fileName);
    }

    private Source redis(Hooks hooks) {
        URI url = url("url", required("url", settings.url()), "rediss?");
        return new Source.Redis(
                name, hooks, server(url, 6379, false), url.getScheme().equals("rediss"));
    }

    private Server server(String scheme, int port) {
        return server(url("url", required("url", settings.url()), scheme), port, true);
    }

    private Server drill(String scheme, int port) {
        return settings.drillUrl()
                .map(url -> server(url("drill-url", url, scheme), port, false))
                .orElseGet(() -> server(scheme, port));
    }

    private Server server(URI url, int defaultPort, boolean needsDatabase) {
        String path = url.getPath() == null ? "" : url.getPath();
        String database = path.startsWith("/") ? path.substring(1) : path;
        check(!needsDatabase || !database.isEmpty(), key + "url names no database");
        check(!database.contains("/"), key + "url has more than a database in its path");
        String userInfo = url.getUserInfo();
        check(userInfo == null || !userInfo.contains(":"), key + "url has a password in it: use password-file");
        String user = settings.user().map(String::strip).orElse(userInfo);
        int port = url.getPort() == -1 ? defaultPort : url.getPort();
        return new Server(url.getHost(), port, database, user, password());
    }

    private String password() {
        return settings.passwordFile()
                .map(file -> SecretFile.read(Wrong.PREFIX + key + "password-file", file))
                .or(settings::password)
                .orElse(null);
    }

    private URI url(String setting, String text, String scheme) {
        try {
            URI url = new URI(text);
            check(
                    url.getScheme() != null && url.getScheme().matches(scheme) && url.getHost() != null,
                    key + setting + " is not " + scheme.replace("s?", "") + "://host:port/...");
            return url;
        } catch (URISyntaxException e) {
            // The text may have a password in it.
            throw Wrong.because(key + setting + " is no URL");
        }
    }

    private String required(String setting, Optional<String> value) {
        String text = value.map(String::strip).orElse("");
        check(!text.isEmpty(), key + setting + " is missing");
        return text;
    }

    private Path absolute(String setting, String text) {
        Path path = Path.of(text.strip());
        check(path.isAbsolute(), key + setting + " has \"" + text + "\", which is no absolute path");
        return path.normalize();
    }

    private static List<String> list(Optional<List<String>> values) {
        return values.orElse(List.of()).stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }
}
