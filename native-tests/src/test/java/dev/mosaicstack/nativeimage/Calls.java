package dev.mosaicstack.nativeimage;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** What methods call, as {@code owner.name}; constructors are {@code owner.<init>}. */
final class Calls {

    private final Map<String, MethodNode> ours = new HashMap<>();

    Calls(Collection<ClassNode> classes) {
        for (ClassNode node : classes) {
            node.methods.forEach(method -> ours.put(node.name + "." + method.name + method.desc, method));
        }
    }

    static Set<String> of(MethodNode method) {
        Set<String> calls = new LinkedHashSet<>();
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof MethodInsnNode call) {
                calls.add(call.owner + "." + call.name);
            }
        }
        return calls;
    }

    /** Also what our methods call that it calls, and so on; what is only made ready to be called later is not followed. */
    Set<String> atLastOf(MethodNode first) {
        Set<String> calls = new LinkedHashSet<>();
        Set<MethodNode> seen = new HashSet<>(Set.of(first));
        Deque<MethodNode> left = new ArrayDeque<>(seen);
        while (!left.isEmpty()) {
            for (AbstractInsnNode instruction : left.pop().instructions) {
                if (instruction instanceof MethodInsnNode call) {
                    calls.add(call.owner + "." + call.name);
                    MethodNode own = ours.get(call.owner + "." + call.name + call.desc);
                    if (own != null && seen.add(own)) {
                        left.push(own);
                    }
                }
            }
        }
        return calls;
    }
}
