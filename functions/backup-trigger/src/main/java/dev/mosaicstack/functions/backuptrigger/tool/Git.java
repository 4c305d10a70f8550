package dev.mosaicstack.functions.backuptrigger.tool;

import dev.mosaicstack.core.backup.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * git on one repository.
 *
 * @param folder the repository itself: {@code .git}, or a bare one. Named, not searched for: so no other repository above
 *     it is taken for it, and git does not ask whose it is
 */
public record Git(Programs programs, Path folder) {

    /** In the words that we know, without a lock, a question or the network. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "LC_ALL", "C",
            "GIT_OPTIONAL_LOCKS", "0",
            "GIT_TERMINAL_PROMPT", "0",
            "GIT_NO_LAZY_FETCH", "1",
            "GIT_NO_REPLACE_OBJECTS", "1",
            "GIT_DIR", "",
            "GIT_WORK_TREE", "",
            "GIT_INDEX_FILE", "",
            "GIT_OBJECT_DIRECTORY", "",
            "GIT_NAMESPACE", "");

    /** How a command ended. @param said on standard error */
    public record Answer(int exit, String out, String said) {

        /** The last of what it said, as one line. */
        public String words() {
            List<String> lines = said.lines().filter(line -> !line.isBlank()).toList();
            return String.join("; ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
        }
    }

    public Child start(List<String> arguments) throws Failure {
        List<String> command = new ArrayList<>(List.of(Tool.GIT.path(), "--git-dir=" + folder));
        command.addAll(arguments);
        return programs.start(command, ENVIRONMENT, null);
    }

    /** Runs it to its end, whatever that is. */
    public Answer ask(String... arguments) throws Failure {
        try (Child git = start(List.of(arguments))) {
            git.in().close();
            String out = new String(git.out().readAllBytes(), StandardCharsets.UTF_8);
            int exit = git.ended();
            programs.mustGoOn();
            return new Answer(exit, out, git.said());
        } catch (IOException e) {
            programs.mustGoOn();
            throw new Failure(Fault.DUMP_FAILED, "git " + arguments[0] + ": " + e.getMessage());
        }
    }
}
