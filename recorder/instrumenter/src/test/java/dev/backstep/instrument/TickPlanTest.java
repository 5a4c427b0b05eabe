package dev.backstep.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

class TickPlanTest {
    @Test
    void anUpdateInALoopTicksBetweenReadAndWrite() {
        assertEquals(List.of("write shared"), places("increments"));
    }

    @Test
    void anUpdateOutsideLoopsTicksBetweenReadAndWrite() {
        assertEquals(List.of("write shared"), places("increment"));
    }

    @Test
    void anUpdateUnderAMonitorDoesNotTickThere() {
        assertEquals(List.of(), places("guardedIncrement"));
    }

    @Test
    void checkThenActTicksBeforeTheLastCallOfEachRound() {
        assertEquals(List.of("call put"), places("checkThenAct"));
    }

    @Test
    void boundedLoopsWithoutCallsDoNotTick() {
        assertEquals(List.of(), places("sum"));
        assertEquals(List.of(), places("sumOfField"));
        assertEquals(List.of(), places("countDown"));
    }

    @Test
    void aSpinLoopTicksAtItsEnd() {
        assertEquals(List.of("jump"), places("spin"));
    }

    @Test
    void recursionTicksBeforeTheCall() {
        ClassNode c = ClassFiles.node(ClassFiles.of(Sample.class));
        TickPlan plan = TickPlan.of(ClassFiles.method(c, "fibonacci"), TickDensity.NORMAL);
        assertEquals(List.of("call fibonacci"), plan.recursionTicks().stream().map(TickPlanTest::describe).toList());
    }

    @Test
    void theSecondLockOfAMethodTicks() {
        assertEquals(List.of("call lock"), places("twoLocks"));
    }

    @Test
    void densePlansTickBeforeEachWriteAndCall() {
        ClassNode c = ClassFiles.node(ClassFiles.of(Sample.class));
        assertEquals(1, TickPlan.of(ClassFiles.method(c, "plainWrite"), TickDensity.DENSE).ticks().size());
        assertEquals(0, TickPlan.of(ClassFiles.method(c, "plainWrite"), TickDensity.NORMAL).ticks().size());
    }

    private static List<String> places(String method) {
        MethodNode m = ClassFiles.method(ClassFiles.node(ClassFiles.of(Sample.class)), method);
        List<String> places = new ArrayList<>();
        TickPlan.of(m, TickDensity.NORMAL).ticks().forEach(n -> places.add(describe(n)));
        return places;
    }

    private static String describe(AbstractInsnNode n) {
        return switch (n) {
            case FieldInsnNode f -> "write " + f.name;
            case MethodInsnNode m -> "call " + m.name;
            default -> "jump";
        };
    }

    /** What is planned. */
    static class Sample {
        static int shared;
        static volatile boolean done;
        int[] numbers = new int[10];
        final ReentrantLock first = new ReentrantLock();
        final ReentrantLock second = new ReentrantLock();

        static void increments(int n) {
            for (int i = 0; i < n; i++) {
                shared++;
            }
        }

        static void increment() {
            shared++;
        }

        static synchronized void guardedIncrement() {
            shared++;
        }

        static void checkThenAct(java.util.Map<String, Integer> m, String[] keys) {
            for (String k : keys) {
                m.put(k, m.get(k));
            }
        }

        static long sum(int[] a) {
            long s = 0;
            for (int i = 0; i < a.length; i++) {
                s += a[i];
            }
            return s;
        }

        long sumOfField() {
            long s = 0;
            for (int i = 0; i < numbers.length; i++) {
                s += numbers[i];
            }
            return s;
        }

        static int countDown(int n) {
            int s = 0;
            while (n > 0) {
                s += n;
                n--;
            }
            return s;
        }

        static void spin() {
            while (!done) { }
        }

        static int fibonacci(int n) {
            return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
        }

        void twoLocks() {
            first.lock();
            second.lock();
        }

        void plainWrite() {
            shared = 1;
        }
    }
}
