package dev.mosaicstack.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** What a native executable cannot do, or has done before it starts: static fields are those of the machine that built it. */
class RunTimeTest {

    /** Classes, methods and services by a name that is only known at run time. */
    private static final Pattern BY_NAME = Pattern.compile(
            "java/lang/Class\\.(forName|newInstance|getRecordComponents|getPermittedSubclasses"
                    + "|get(Declared)?(Method|Field|Constructor|Classe)s?)"
                    + "|java/lang/ClassLoader\\.(loadClass|findClass|defineClass)|java/net/URLClassLoader\\..*"
                    + "|java/lang/reflect/(Proxy\\.newProxyInstance|Constructor\\.newInstance|Method\\.invoke|Array\\.newInstance)"
                    + "|java/util/ServiceLoader\\..*|java/util/ResourceBundle\\..*|java/io/ObjectInputStream\\..*"
                    + "|java/lang/invoke/MethodHandles\\$Lookup\\.(find|define|unreflect).*|javax/naming/.*|javax/script/.*");

    /** Each with its reason. */
    private static final Map<String, String> ALLOWED = Map.of(
            "dev.mosaicstack.functions.mcpserver.call.Schemas.addAll java/lang/Class.getRecordComponents",
            "the records of tools, each registered in ToolRecords");

    /** Of this machine, or of this moment. */
    private static final Pattern OF_THIS_MACHINE = Pattern.compile(
            "java/lang/System\\.(getenv|getProperty|getProperties|nanoTime|currentTimeMillis|console|load|loadLibrary)"
                    + "|java/lang/(Boolean\\.getBoolean|Integer\\.getInteger|Long\\.getLong)"
                    + "|java/lang/Runtime\\.(availableProcessors|maxMemory|totalMemory)|java/lang/Process(Handle|Builder)\\..*"
                    + "|java/lang/management/ManagementFactory\\..*"
                    + "|java/lang/Thread\\.(<init>|start|startVirtualThread|ofVirtual)"
                    + "|java/time/(ZoneId\\.systemDefault|Clock\\.system.*|[A-Za-z]+\\.now)|java/util/TimeZone\\.getDefault"
                    + "|java/util/Locale\\.getDefault|java/nio/charset/Charset\\.defaultCharset"
                    + "|java/util/(Random|SplittableRandom|UUID|Timer)\\.(<init>|randomUUID)|java/security/SecureRandom\\.<init>"
                    + "|java/util/concurrent/(Executors|ThreadLocalRandom)\\..*|java/util/concurrent/[A-Za-z]*Executor\\.<init>"
                    + "|java/net/(InetAddress\\.getLocalHost|Socket\\.<init>|ServerSocket\\.<init>|http/.*)"
                    + "|java/nio/(ByteBuffer\\.allocateDirect|file/Files\\.(?!readAttributes).*|channels/.*)|java/lang/ref/Cleaner\\..*");

    private final Collection<ClassNode> classes = product();

    @Test
    void nothingIsLookedUpByANameThatOnlyRunTimeKnows() {
        Set<String> found = new TreeSet<>();
        for (ClassNode node : classes) {
            for (MethodNode method : node.methods) {
                Calls.of(method).stream()
                        .filter(call -> BY_NAME.matcher(call).matches())
                        .forEach(call -> found.add(node.name.replace('/', '.') + "." + method.name + " " + call));
            }
        }
        assertThat(found).isEqualTo(ALLOWED.keySet());
    }

    @Test
    void nothingOfTheMachineThatBuildsAnExecutableIsKeptInIt() {
        var calls = new Calls(classes);
        Set<String> found = new TreeSet<>();
        for (ClassNode node : classes) {
            for (MethodNode method : node.methods) {
                if (method.name.equals("<clinit>")) {
                    calls.atLastOf(method).stream()
                            .filter(call -> OF_THIS_MACHINE.matcher(call).matches())
                            .forEach(call -> found.add(node.name.replace('/', '.') + ": " + call));
                }
            }
        }
        assertThat(found).isEmpty();
    }

    private static Collection<ClassNode> product() {
        List<Path> folders = new ArrayList<>(new Application("all-in-one").ownClasses());
        folders.addAll(Application.sharedClasses());
        return Bytecode.of(folders).all();
    }
}
