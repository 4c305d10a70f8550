package dev.mosaicstack.nativeimage;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SimpleVerifier;

/**
 * Our types that become JSON, or come of it, as far as bytecode tells: what is given to a writer has the type that the
 * compiler knew, and what is read is named by its class. A record whose class is named anywhere is counted in, for most
 * are named to be read somewhere else (the answers that are kept, the cache, the tools).
 */
final class JsonBoundary {

    private static final String OURS = "dev.mosaicstack.";
    private static final String JSON = "dev/mosaicstack/core/json/Json";
    private static final Set<String> WRITERS = Set.of(
            "write",
            "bytes",
            "valueToTree",
            "writeValueAsString",
            "writeValueAsBytes",
            "writeValue",
            "convertValue",
            "putPOJO",
            "addPOJO",
            "pojoNode");

    /** With where it was first seen. */
    private final Map<Class<?>, String> types = new LinkedHashMap<>();

    private final Set<Class<?>> never;

    private JsonBoundary(Set<Class<?>> never) {
        this.never = never;
    }

    /**
     * @param never what is left out, with all that is only in it
     * @return our types by name, each with the class that is the reason
     */
    static Map<String, String> of(Collection<ClassNode> classes, Set<Class<?>> never) {
        var boundary = new JsonBoundary(never);
        for (ClassNode node : classes) {
            for (MethodNode method : node.methods) {
                boundary.look(node, method);
            }
        }
        Map<String, String> names = new TreeMap<>();
        boundary.types.forEach((type, reason) -> names.put(type.getName(), reason));
        return names;
    }

    private void look(ClassNode node, MethodNode method) {
        String place = node.name.replace('/', '.') + "." + method.name;
        Frame<BasicValue>[] frames = null;
        for (int at = 0; at < method.instructions.size(); at++) {
            AbstractInsnNode instruction = method.instructions.get(at);
            if (instruction instanceof LdcInsnNode constant
                    && constant.cst instanceof org.objectweb.asm.Type type
                    && type.getSort() == org.objectweb.asm.Type.OBJECT) {
                named(load(type.getClassName()), constant, place);
            } else if (instruction instanceof MethodInsnNode call && isWriter(call)) {
                frames = frames == null ? frames(node, method) : frames;
                written(method, at, call, frames[at], place);
            }
        }
    }

    private void named(Class<?> type, LdcInsnNode constant, String place) {
        if (type.isRecord() && !isForItsNameOrPlace(constant)) {
            add(type, place);
        }
    }

    /** Of a logger, or to find a resource. */
    private static boolean isForItsNameOrPlace(AbstractInsnNode constant) {
        AbstractInsnNode next = constant.getNext();
        while (next != null && !(next instanceof MethodInsnNode)) {
            next = next.getNext();
        }
        return next instanceof MethodInsnNode call
                && (call.owner.equals("org/jboss/logging/Logger")
                        || call.owner.equals("java/lang/Class") && call.name.startsWith("getResource"));
    }

    private static boolean isWriter(MethodInsnNode call) {
        return WRITERS.contains(call.name)
                && (call.owner.equals(JSON) || call.owner.startsWith("com/fasterxml/jackson/databind/"));
    }

    private void written(MethodNode method, int at, MethodInsnNode call, Frame<BasicValue> frame, String place) {
        if (frame == null) {
            return;
        }
        int arguments = org.objectweb.asm.Type.getArgumentTypes(call.desc).length;
        for (int i = 0; i < arguments; i++) {
            org.objectweb.asm.Type type =
                    frame.getStack(frame.getStackSize() - 1 - i).getType();
            if (type != null && type.getSort() == org.objectweb.asm.Type.OBJECT) {
                add(load(type.getClassName()), place);
            }
        }
        // Of a collection that was just asked for, the method says what is in it.
        AbstractInsnNode before = method.instructions.get(at).getPrevious();
        if (before instanceof MethodInsnNode source) {
            add(returned(source), place);
        }
    }

    private static Type returned(MethodInsnNode source) {
        for (Method candidate : load(source.owner.replace('/', '.')).getDeclaredMethods()) {
            if (candidate.getName().equals(source.name)
                    && org.objectweb.asm.Type.getMethodDescriptor(candidate).equals(source.desc)) {
                return candidate.getGenericReturnType();
            }
        }
        return Object.class;
    }

    private void add(Type type, String reason) {
        switch (type) {
            case ParameterizedType generic -> {
                add(generic.getRawType(), reason);
                for (Type argument : generic.getActualTypeArguments()) {
                    add(argument, reason);
                }
            }
            case WildcardType wildcard -> add(wildcard.getUpperBounds()[0], reason);
            case Class<?> array when array.isArray() -> add(array.getComponentType(), reason);
            case Class<?> ours
            when ours.getName().startsWith(OURS) && !never.contains(ours) && types.putIfAbsent(ours, reason) == null ->
                addParts(ours);
            default -> {}
        }
    }

    private void addParts(Class<?> type) {
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                add(component.getGenericType(), type.getName());
            }
        }
        if (type.isSealed()) {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                add(permitted, type.getName());
            }
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, JsonBoundary.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Frame<BasicValue>[] frames(ClassNode node, MethodNode method) {
        try {
            return new Analyzer<>(
                            new SimpleVerifier(
                                    Opcodes.ASM9,
                                    org.objectweb.asm.Type.getObjectType(node.name),
                                    org.objectweb.asm.Type.getObjectType(node.superName),
                                    node.interfaces.stream()
                                            .map(org.objectweb.asm.Type::getObjectType)
                                            .toList(),
                                    (node.access & Opcodes.ACC_INTERFACE) != 0) {})
                    .analyze(node.name, method);
        } catch (AnalyzerException e) {
            throw new IllegalStateException(node.name + "." + method.name, e);
        }
    }
}
