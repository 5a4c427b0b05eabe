package dev.backstep.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

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
        assertEquals(List.of(), places("sumOfStaticField"));
        assertEquals(List.of(), places("hash"));
        assertEquals(List.of(), places("roots"));
    }

    @Test
    void aSpinLoopTicksAtItsEnd() {
        assertEquals(List.of("jump"), places("spin"));
    }

    @Test
    void recursionTicksBeforeTheFirstOfSeveralCalls() {
        assertEquals(List.of("call fibonacci"), places("fibonacci"));
    }

    @Test
    void theSecondLockOfAMethodTicks() {
        assertEquals(List.of("call lock"), places("twoLocks"));
    }

    @Test
    void densePlansTickBeforeEachWriteAndCall() {
        assertEquals(List.of("write shared"), places("plainWrite", TickDensity.DENSE));
        assertEquals(List.of(), places("plainWrite", TickDensity.NORMAL));
    }

    private static List<String> places(String method) {
        return places(method, TickDensity.NORMAL);
    }

    /** What the ticks of the instrumented method stand before. */
    private static List<String> places(String method, TickDensity density) {
        List<String> places = new ArrayList<>();
        for (AbstractInsnNode n : ClassFiles.method(ClassFiles.node(ClassFiles.instrumented(ClassFiles.of(Sample.class), density)), method).instructions) {
            if (n instanceof MethodInsnNode call && call.owner.equals("java/lang/BackstepScheduler")) {
                AbstractInsnNode next = n.getNext();
                while (next.getOpcode() < 0 || next instanceof MethodInsnNode gate && gate.name.equals("gate")) {
                    next = next.getNext();
                }
                places.add(describe(next));
            }
        }
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
        static int[] table = new int[10];
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

        static long sumOfStaticField() {
            long s = 0;
            for (int i = 0; i < table.length; i++) {
                s += table[i];
            }
            return s;
        }

        static int hash(String text) {
            int h = 0;
            for (int i = 0; i < text.length(); i++) {
                h = 31 * h + text.charAt(i);
            }
            return h;
        }

        static double roots(double[] a) {
            double s = 0;
            for (double each : a) {
                s += Math.sqrt(each);
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
