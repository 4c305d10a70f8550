package dev.mosaicstack.functions.allinone;

import dev.mosaicstack.web.ServiceLinks;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Every environment variable that begins with MOSAIC_ and means something. The one list of its kind: doctor names what
 * is not on it, because a misspelt setting is silently the default.
 */
public final class Settings {

    /** A name; where {@code *} stands, any word may; {@code secret} ones exist as {@code NAME_FILE} too. */
    private record Known(String pattern, boolean secret) {

        boolean matches(String name) {
            String regex = Pattern.quote(pattern).replace("*", "\\E[A-Z0-9_]+\\Q") + (secret ? "(_FILE)?" : "");
            return name.matches(regex);
        }
    }

    private static final List<Known> KNOWN = List.of(
            // The launcher and the command line.
            plain("MOSAIC_JAVA_HOME"),
            plain("MOSAIC_JAVA_OPTS"),
            plain("MOSAIC_NO_BUILD"),
            plain("MOSAIC_NO_AOT"),
            plain("MOSAIC_ARTIFACT"),
            plain("MOSAIC_DATA"),
            plain("MOSAIC_PORT"),
            plain("MOSAIC_HOST"),
            plain("MOSAIC_LOG_JSON"),
            // Where things are, and who may use them.
            secret("MOSAIC_ADMIN_TOKEN"),
            plain("MOSAIC_MCP_URL"),
            secret("MOSAIC_TOKEN"),
            secret("MOSAIC_DB_URL"),
            secret("MOSAIC_DB_USER"),
            secret("MOSAIC_DB_PASSWORD"),
            plain("MOSAIC_DB_POOL"),
            secret("MOSAIC_REDIS_URL"),
            secret("MOSAIC_WEBHOOK_SECRET"),
            secret("MOSAIC_WEBHOOK_PREVIOUS_SECRET"),
            secret("MOSAIC_WEBHOOK_SOURCES_*_SECRET"),
            // Limits and times.
            plain("MOSAIC_HTTP_MAX_BODY"),
            plain("MOSAIC_HTTP_MAX_WEBHOOK_BODY"),
            plain("MOSAIC_HTTP_BODY_BUDGET"),
            plain("MOSAIC_HTTP_BODY_TIMEOUT"),
            plain("MOSAIC_RATE_LIMIT_PER_SECOND"),
            plain("MOSAIC_RATE_LIMIT_BURST"),
            plain("MOSAIC_STREAM_MAX_LENGTH"),
            plain("MOSAIC_STREAM_TAIL"),
            plain("MOSAIC_CACHE_ENABLED"),
            plain("MOSAIC_CACHE_TTL"),
            plain("MOSAIC_CACHE_TIMEOUT"),
            plain("MOSAIC_WAIT_LOOK_AGAIN"),
            plain("MOSAIC_TASK_BACKOFF_MIN"),
            plain("MOSAIC_TASK_BACKOFF_MAX"),
            plain("MOSAIC_AGENT_HEARTBEAT"),
            plain("MOSAIC_COORDINATION_HOLD"),
            plain("MOSAIC_DISPATCH_ENABLED"),
            plain("MOSAIC_DISPATCH_ALLOW_PRIVATE_SINKS"),
            plain("MOSAIC_DISPATCH_LEASE"),
            plain("MOSAIC_DISPATCH_RETRIES"),
            plain("MOSAIC_DISPATCH_TIMEOUT"),
            // Knative's senders.
            plain("MOSAIC_KNATIVE_OIDC_ISSUER"),
            plain("MOSAIC_KNATIVE_OIDC_AUDIENCE"),
            plain("MOSAIC_KNATIVE_OIDC_JWKS"),
            plain("MOSAIC_KNATIVE_OIDC_GRANTS"),
            // Who is told of what.
            plain("MOSAIC_MCP_HOSTS"),
            plain("MOSAIC_MCP_ORIGINS"),
            plain("MOSAIC_MCP_PUBLIC_URL"),
            plain("MOSAIC_MCP_AUTHORIZATION_SERVERS"),
            plain("MOSAIC_MCP_KEEP_ALIVE"),
            plain("MOSAIC_MCP_MAX_STREAMS"),
            plain("MOSAIC_NOTIFY_WINDOW"),
            plain("MOSAIC_NOTIFY_RETRIES"),
            plain("MOSAIC_NOTIFY_CHANNELS_*_KIND"),
            secret("MOSAIC_NOTIFY_CHANNELS_*_URL"),
            secret("MOSAIC_NOTIFY_CHANNELS_*_TOKEN"),
            plain("MOSAIC_NOTIFY_CHANNELS_*_TO"),
            plain("MOSAIC_NOTIFY_RULES_*_TYPES"),
            plain("MOSAIC_NOTIFY_RULES_*_SEVERITY"),
            plain("MOSAIC_NOTIFY_RULES_*_PROJECTS"),
            plain("MOSAIC_NOTIFY_RULES_*_CHANNELS"),
            plain("MOSAIC_NOTIFY_MAIL_HOST"),
            plain("MOSAIC_NOTIFY_MAIL_PORT"),
            plain("MOSAIC_NOTIFY_MAIL_TLS"),
            plain("MOSAIC_NOTIFY_MAIL_USERNAME"),
            secret("MOSAIC_NOTIFY_MAIL_PASSWORD"),
            plain("MOSAIC_NOTIFY_MAIL_FROM"),
            // What is backed up; a start refuses what is misspelt here.
            plain("MOSAIC_CONFIG"),
            plain("MOSAIC_BACKUP_ENABLED"),
            plain("MOSAIC_BACKUP_SCHEDULED"),
            plain("MOSAIC_BACKUP_INSTANCE"),
            plain("MOSAIC_BACKUP_WORK"),
            plain("MOSAIC_BACKUP_RESTORE_ROOT"),
            secret("MOSAIC_BACKUP_POLICIES_*_REPOSITORY"),
            plain("MOSAIC_BACKUP_POLICIES_*_PASSWORD_FILE"),
            plain("MOSAIC_BACKUP_POLICIES_*_ENVIRONMENT_FILE"),
            plain("MOSAIC_BACKUP_POLICIES_*_SCHEDULE"),
            plain("MOSAIC_BACKUP_POLICIES_*_TIME_ZONE"),
            plain("MOSAIC_BACKUP_POLICIES_*_OVERDUE_AFTER"),
            plain("MOSAIC_BACKUP_POLICIES_*_OVERLAP"),
            plain("MOSAIC_BACKUP_POLICIES_*_TIMEOUT"),
            plain("MOSAIC_BACKUP_POLICIES_*_HOST"),
            plain("MOSAIC_BACKUP_POLICIES_*_TAGS"),
            plain("MOSAIC_BACKUP_POLICIES_*_BEFORE"),
            plain("MOSAIC_BACKUP_POLICIES_*_AFTER"),
            plain("MOSAIC_BACKUP_POLICIES_*_KEEP_*"),
            plain("MOSAIC_BACKUP_POLICIES_*_LIMITS_*"),
            plain("MOSAIC_BACKUP_POLICIES_*_VERIFY_*_SCHEDULE"),
            plain("MOSAIC_BACKUP_POLICIES_*_VERIFY_*_OVERDUE_AFTER"),
            plain("MOSAIC_BACKUP_POLICIES_*_VERIFY_DATA_WITHIN_DAYS"),
            plain("MOSAIC_BACKUP_POLICIES_*_SOURCES_*_KIND"),
            plain("MOSAIC_BACKUP_POLICIES_*_SOURCES_*_FILE"),
            plain("MOSAIC_BACKUP_POLICIES_*_SOURCES_*_URL"),
            plain("MOSAIC_BACKUP_POLICIES_*_SOURCES_*_USER"),
            secret("MOSAIC_BACKUP_POLICIES_*_SOURCES_*_PASSWORD"),
            plain("MOSAIC_BACKUP_POLICIES_*_SOURCES_*_DRILL_URL"),
            plain("MOSAIC_BACKUP_POLICIES_*_SOURCES_*_PATHS"),
            plain("MOSAIC_BACKUP_POLICIES_*_SOURCES_*_EXCLUDE"),
            plain("MOSAIC_BACKUP_POLICIES_*_SOURCES_*_ONE_FILE_SYSTEM"),
            plain("MOSAIC_BACKUP_POLICIES_*_SOURCES_*_CHANGING"),
            plain("MOSAIC_BACKUP_POLICIES_*_SOURCES_*_REPOSITORY"),
            plain("MOSAIC_BACKUP_POLICIES_*_SOURCES_*_COMMAND"),
            plain("MOSAIC_BACKUP_POLICIES_*_SOURCES_*_FILE_NAME"),
            plain("MOSAIC_BACKUP_POLICIES_*_SOURCES_*_BEFORE"),
            plain("MOSAIC_BACKUP_POLICIES_*_SOURCES_*_AFTER"),
            // What is looked at, and who is told; a start refuses what is misspelt here.
            plain("MOSAIC_METRICS_SCHEDULED"),
            plain("MOSAIC_METRICS_INTERVAL"),
            plain("MOSAIC_METRICS_RULES"),
            plain("MOSAIC_METRICS_SHIPPED_RULES"),
            plain("MOSAIC_METRICS_HISTORY"),
            plain("MOSAIC_METRICS_MOST_SERIES"),
            plain("MOSAIC_METRICS_ALERTMANAGER"),
            plain("MOSAIC_METRICS_ALERTMANAGER_TOKEN_FILE"),
            plain("MOSAIC_METRICS_TARGETS_*_KIND"),
            plain("MOSAIC_METRICS_TARGETS_*_URL"),
            plain("MOSAIC_METRICS_TARGETS_*_USER"),
            secret("MOSAIC_METRICS_TARGETS_*_PASSWORD"),
            secret("MOSAIC_METRICS_TARGETS_*_TOKEN"),
            plain("MOSAIC_METRICS_TARGETS_*_LABELS_*"),
            plain("MOSAIC_METRICS_TARGETS_*_TIMEOUT"),
            plain("MOSAIC_METRICS_TARGETS_*_MOST_SERIES"),
            plain("MOSAIC_METRICS_TARGETS_*_MOST_BYTES"),
            plain("MOSAIC_METRICS_TARGETS_*_STATUS"),
            plain("MOSAIC_METRICS_TARGETS_*_STREAMS"),
            plain("MOSAIC_METRICS_TARGETS_*_PATHS"),
            // Where spans go.
            plain("MOSAIC_OTEL_ENDPOINT"),
            plain("MOSAIC_OTEL_HEADERS_*"),
            plain("MOSAIC_OTEL_SERVICE_NAME"),
            plain("MOSAIC_OTEL_DELAY"),
            // How long what nobody works with is kept.
            plain("MOSAIC_RETENTION_DELIVERIES"),
            plain("MOSAIC_RETENTION_TASKS"),
            plain("MOSAIC_RETENTION_REQUESTS"),
            plain("MOSAIC_RETENTION_EVENTS"),
            plain("MOSAIC_RETENTION_SESSIONS"),
            plain("MOSAIC_RETENTION_AUDIT"),
            plain("MOSAIC_RETENTION_ANALYTICS"),
            plain("MOSAIC_RETENTION_BACKUPS"),
            plain("MOSAIC_RETENTION_ALERTS"));

    private Settings() {}

    /** Names among {@code names} that begin with MOSAIC_ and are not known, sorted. */
    public static SortedSet<String> unknown(Iterable<String> names) {
        var unknown = new TreeSet<String>();
        for (String name : names) {
            if (name.startsWith("MOSAIC_") && KNOWN.stream().noneMatch(known -> known.matches(name))) {
                unknown.add(name);
            }
        }
        return unknown;
    }

    /** Those of the environment; what Kubernetes sets there for its Services is not meant for us. */
    public static SortedSet<String> unknown(Map<String, String> variables) {
        SortedSet<String> unknown = unknown(variables.keySet());
        unknown.removeIf(name -> ServiceLinks.isOne(name, variables));
        return unknown;
    }

    private static Known plain(String pattern) {
        return new Known(pattern, false);
    }

    private static Known secret(String pattern) {
        return new Known(pattern, true);
    }
}
