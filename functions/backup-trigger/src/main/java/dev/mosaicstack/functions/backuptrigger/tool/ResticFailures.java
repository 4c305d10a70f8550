package dev.mosaicstack.functions.backuptrigger.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.mosaicstack.core.backup.Fault;
import dev.mosaicstack.core.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What restic means: by its exit code where it has one for that (0.17 and newer), else by its words. */
final class ResticFailures {

    private static final Map<Integer, Fault> CODES = Map.of(
            10, Fault.REPOSITORY_MISSING,
            11, Fault.REPOSITORY_LOCKED,
            12, Fault.PASSWORD_WRONG,
            130, Fault.STOPPED);

    /** In this order: the first that is found in what it said. */
    private static final Map<Pattern, Fault> WORDS = words();

    /** What it says without telling anybody why it failed. */
    private static final Pattern NOISE =
            Pattern.compile("^the `unlock` command|returned error, retrying after|: UtimesNano: no such file"
                    + "|^The repository (contains damaged|is damaged)|^restic repair |^Damaged pack files can be");

    private ResticFailures() {}

    private static Map<Pattern, Fault> words() {
        Map<Pattern, Fault> words = new LinkedHashMap<>();
        put(words, "exec: .*executable file not found", Fault.TOOL_MISSING);
        put(words, "wrong password or no key found", Fault.PASSWORD_WRONG);
        put(words, "already locked|unable to create lock in backend: repository is", Fault.REPOSITORY_LOCKED);
        put(
                words,
                "no space left on device|disk quota exceeded|insufficient storage|file too large"
                        + "|unexpected HTTP response \\(507\\)",
                Fault.REPOSITORY_FULL);
        // Whatever ssh said, newer ones add an unexpected EOF, as if the repository were damaged.
        put(words, "unable to start the sftp session", Fault.REPOSITORY_UNREACHABLE);
        put(words, "no matching ID|no snapshot found|not found in snapshot", Fault.SNAPSHOT_UNKNOWN);
        put(
                words,
                "ciphertext verification failed|invalid data returned|does not match|hash mismatch|pack.* contains"
                        + "|not found in index|repository contains errors|blob .* not found|damaged|unexpected EOF"
                        + "|id .* not found|load\\(<index|file is too short|StreamPack: .*no such file",
                Fault.REPOSITORY_DAMAGED);
        put(
                words,
                "connection refused|no such host|i/o timeout|connection reset|network is unreachable|no route to host"
                        + "|Access Denied|403 Forbidden|401 Unauthorized|InvalidAccessKeyId|SignatureDoesNotMatch"
                        + "|unexpected HTTP response|permission denied",
                Fault.REPOSITORY_UNREACHABLE);
        put(
                words,
                "Is there a repository at the following location|config file: .*no such file",
                Fault.REPOSITORY_MISSING);
        return words;
    }

    private static void put(Map<Pattern, Fault> words, String regex, Fault fault) {
        words.put(Pattern.compile(regex, Pattern.CASE_INSENSITIVE), fault);
    }

    static Failure of(int exit, String verb, String said) {
        Fault fault = CODES.containsKey(exit) ? CODES.get(exit) : byWords(said);
        String words = lastWords(said);
        return new Failure(fault, "restic " + verb + ": " + (words.isEmpty() ? "ended with " + exit : words));
    }

    private static Fault byWords(String said) {
        return WORDS.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(said).find())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Fault.RESTIC_FAILED);
    }

    private static String lastWords(String said) {
        var lines = said.lines()
                .map(String::strip)
                .map(ResticFailures::plain)
                .filter(line -> !line.isEmpty() && !NOISE.matcher(line).find())
                .toList();
        return String.join("; ", lines.subList(Math.max(0, lines.size() - 4), lines.size()));
    }

    /** With --json, 0.17 and newer say as JSON what they end for. */
    private static String plain(String line) {
        if (!line.startsWith("{\"message_type\"")) {
            return line;
        }
        try {
            String message = Json.LENIENT.readTree(line).path("message").asText();
            return message.isEmpty() ? line : message;
        } catch (JsonProcessingException cutOff) {
            return line;
        }
    }
}
