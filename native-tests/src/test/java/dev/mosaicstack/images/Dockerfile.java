package dev.mosaicstack.images;

import dev.mosaicstack.testkit.Artifact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A Dockerfile as its instructions, continued lines made one and comments gone. */
record Dockerfile(List<Instruction> instructions) {

    static final Path FOLDER = Artifact.root().resolve("infra/images");

    record Instruction(String name, String rest) {

        /** As in {@code ["/probe"]}: no shell takes it apart. */
        boolean isExecForm() {
            return rest.matches("(?s).*\\[\"/.*\"]");
        }
    }

    static Dockerfile named(String name) {
        var instructions = new ArrayList<Instruction>();
        for (String line : text(FOLDER.resolve(name))
                .replaceAll("(?m)^\\s*#.*\\n", "")
                .replace("\\\n", " ")
                .split("\n")) {
            if (!line.isBlank()) {
                String[] words = line.strip().split("\\s+", 2);
                instructions.add(new Instruction(words[0], words.length > 1 ? words[1] : ""));
            }
        }
        return new Dockerfile(List.copyOf(instructions));
    }

    List<String> all(String name) {
        return instructions.stream()
                .filter(instruction -> instruction.name().equals(name))
                .map(Instruction::rest)
                .toList();
    }

    /** Names that FROM lines give. */
    Set<String> stages() {
        return all("FROM").stream()
                .filter(from -> from.contains(" AS "))
                .map(from -> from.split(" AS ")[1])
                .collect(Collectors.toSet());
    }

    /** What comes from elsewhere. */
    Set<String> bases() {
        return all("FROM").stream()
                .map(from -> from.split(" ")[0])
                .filter(base -> !stages().contains(base) && !base.equals("base-${FLOW}"))
                .collect(Collectors.toSet());
    }

    /** What makes the image itself. */
    Dockerfile lastStage() {
        int last = 0;
        for (int i = 0; i < instructions.size(); i++) {
            last = instructions.get(i).name().equals("FROM") ? i : last;
        }
        return new Dockerfile(instructions.subList(last, instructions.size()));
    }

    static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
