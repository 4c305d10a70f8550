package dev.mosaicstack.nativeimage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;
import org.objectweb.asm.tree.ClassNode;

/** Compiled classes as they are in the file, and which of them know which. */
final class Bytecode {

    private final Map<String, ClassNode> classes = new LinkedHashMap<>();

    private Bytecode() {}

    static Bytecode of(Collection<Path> folders) {
        var bytecode = new Bytecode();
        folders.forEach(bytecode::add);
        return bytecode;
    }

    private void add(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                var node = new ClassNode();
                new ClassReader(Files.readAllBytes(file)).accept(node, ClassReader.SKIP_FRAMES);
                classes.put(node.name, node);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Collection<ClassNode> all() {
        return classes.values();
    }

    /** All that these know, directly or not, themselves included; as far as it was read. */
    List<ClassNode> knownTo(Bytecode roots) {
        Set<String> seen = new HashSet<>(roots.classes.keySet());
        Deque<ClassNode> left = new ArrayDeque<>(roots.all());
        List<ClassNode> known = new ArrayList<>();
        while (!left.isEmpty()) {
            ClassNode next = left.pop();
            known.add(next);
            for (String name : named(next)) {
                if (classes.containsKey(name) && seen.add(name)) {
                    left.push(classes.get(name));
                }
            }
        }
        return known;
    }

    private static Set<String> named(ClassNode node) {
        Set<String> names = new HashSet<>();
        node.accept(
                new ClassRemapper(Opcodes.ASM9, null, new Remapper(Opcodes.ASM9) {
                    @Override
                    public String map(String name) {
                        names.add(name);
                        return name;
                    }
                }) {});
        return names;
    }
}
