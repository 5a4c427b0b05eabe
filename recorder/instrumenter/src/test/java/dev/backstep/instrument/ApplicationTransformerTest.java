package dev.backstep.instrument;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.util.CheckClassAdapter;

class ApplicationTransformerTest {
    @ParameterizedTest
    @EnumSource(TickDensity.class)
    void classesOfLibrariesVerify(TickDensity density) {
        for (byte[] original : libraries()) {
            byte[] changed = ClassFiles.instrumented(original, density);
            StringWriter problems = new StringWriter();
            CheckClassAdapter.verify(new ClassReader(changed), getClass().getClassLoader(), false, new PrintWriter(problems));
            assertEquals("", problems.toString(), () -> new ClassReader(original).getClassName());
        }
    }

    @Test
    void stepsLeaveTheTicksWhereTheyWere() {
        for (byte[] original : libraries()) {
            ClassNode recorded = ClassFiles.node(ClassFiles.instrumented(original, TickDensity.NORMAL));
            byte[] debugged = ApplicationTransformer.transform(original, 0, original.length, TickDensity.NORMAL, new ClassFacts(0, null), false);
            StringWriter problems = new StringWriter();
            CheckClassAdapter.verify(new ClassReader(debugged), getClass().getClassLoader(), false, new PrintWriter(problems));
            assertEquals("", problems.toString(), recorded.name);
            List<MethodNode> stepping = ClassFiles.node(debugged).methods;
            for (int i = 0; i < stepping.size(); i++) {
                assertEquals(calls(recorded.methods.get(i), "java/lang/BackstepScheduler"), calls(stepping.get(i), "java/lang/BackstepScheduler"),
                        recorded.name + "." + stepping.get(i).name);
            }
        }
    }

    @Test
    void methodsThatTheScanLeavesOutNeedNoChange() {
        for (byte[] original : libraries()) {
            ClassReader reader = new ClassReader(original);
            ClassFacts facts = new ClassFacts();
            MethodSignatures.addTo(facts, reader);
            MethodPlan[] plans = new ClassScan(reader, original, TickDensity.NORMAL, facts).plans(false);
            ClassNode before = ClassFiles.node(original);
            byte[] changed = ApplicationTransformer.transform(original, 0, original.length, TickDensity.NORMAL, new ClassFacts(), true);
            ClassNode whole = ClassFiles.node(changed == null ? original : changed);
            for (int i = 0; i < plans.length; i++) {
                if (plans[i] == null) {
                    assertArrayEquals(opcodes(before.methods.get(i)), opcodes(whole.methods.get(i)), before.name + "." + before.methods.get(i).name);
                }
            }
        }
    }

    @Test
    void monitorsBecomeCalls() {
        ClassNode changed = instrumented();
        assertEquals(0, count(ClassFiles.method(changed, "block"), Opcodes.MONITORENTER));
        assertEquals(List.of("enterAndTick", "exit", "exit"), calls(ClassFiles.method(changed, "block"), "java/lang/BackstepMonitors"));
        MethodNode locked = ClassFiles.method(changed, "locked");
        assertEquals(0, locked.access & Opcodes.ACC_SYNCHRONIZED);
        assertEquals(Opcodes.ACC_STRICT, locked.access & Opcodes.ACC_STRICT);
        assertEquals(List.of("enterAndTick", "exit", "exit"), calls(locked, "java/lang/BackstepMonitors"));
    }

    @Test
    void clocksBecomeHooksAlsoAsMethodReferences() {
        ClassNode changed = instrumented();
        assertEquals(List.of("nanoTime"), calls(ClassFiles.method(changed, "clock"), "java/lang/BackstepClock"));
        String handles = Stream.of(ClassFiles.method(changed, "clockReference").instructions.toArray())
                .filter(n -> n instanceof org.objectweb.asm.tree.InvokeDynamicInsnNode)
                .map(n -> java.util.Arrays.toString(((org.objectweb.asm.tree.InvokeDynamicInsnNode) n).bsmArgs)).findFirst().orElseThrow();
        assertEquals(true, handles.contains("java/lang/BackstepClock.nanoTime"), handles);
    }

    @Test
    void aMethodThatNeedsNothingIsLeftAlone() {
        ClassNode changed = instrumented();
        ClassNode original = ClassFiles.node(ClassFiles.of(Sample.class));
        assertArrayEquals(opcodes(ClassFiles.method(original, "plain")), opcodes(ClassFiles.method(changed, "plain")));
        assertNotNull(ClassFiles.method(changed, "plain"));
    }

    private static ClassNode instrumented() {
        return ClassFiles.node(ClassFiles.instrumented(ClassFiles.of(Sample.class), TickDensity.NORMAL));
    }

    private static List<byte[]> libraries() {
        return Stream.of(ClassReader.class, MethodNode.class, CheckClassAdapter.class, org.opentest4j.AssertionFailedError.class)
                .flatMap(c -> ClassFiles.ofJarOf(c).stream()).toList();
    }

    private static int[] opcodes(MethodNode m) {
        return Stream.of(m.instructions.toArray()).mapToInt(n -> n.getOpcode()).filter(o -> o >= 0).toArray();
    }

    private static long count(MethodNode m, int opcode) {
        return Stream.of(m.instructions.toArray()).filter(n -> n.getOpcode() == opcode).count();
    }

    static List<String> calls(MethodNode m, String owner) {
        return Stream.of(m.instructions.toArray()).filter(n -> n instanceof MethodInsnNode call && call.owner.equals(owner))
                .map(n -> ((MethodInsnNode) n).name).filter(Objects::nonNull).toList();
    }

    /** What is instrumented. */
    static final class Sample {
        private int value;

        int plain(int x) {
            return x * 31 + value;
        }

        int block(Object lock) {
            synchronized (lock) {
                return value;
            }
        }

        synchronized int locked() {
            return value;
        }

        long clock() {
            return System.nanoTime();
        }

        java.util.function.LongSupplier clockReference() {
            return System::nanoTime;
        }
    }
}
