package dev.backstep.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

class GatesTest {
    @Test
    void eachWayToInitialiseAnotherClassHasAGate() {
        assertEquals(List.of("Other"), gates("reads"));
        assertEquals(List.of("Other"), gates("writes"));
        assertEquals(List.of("Other"), gates("calls"));
        assertEquals(List.of("Other"), gates("makes"));
    }

    @Test
    void whatInitialisesNothingOrAClassOfTheJdkHasNone() {
        assertEquals(List.of(), gates("asks"));
        assertEquals(List.of(), gates("ofJdk"));
    }

    @Test
    void onlyCodeOfInstancesHasAGateOfItsOwnClass() {
        assertEquals(List.of(), gates("ownInStatic"));
        assertEquals(List.of("own"), gates("ownInInstance"));
    }

    @Test
    void theSecondAccessOnTheSameWayHasNone() {
        assertEquals(List.of("Other", "Third"), gates("twice"));
        assertEquals(List.of("Other"), gates("beforeLoop"));
    }

    @Test
    void oneBranchDoesNotServeTheOther() {
        assertEquals(List.of("Other", "Other", "Other"), gates("branches"));
    }

    @Test
    void aBlockThatMayFailDoesNotServeItsHandler() {
        assertEquals(List.of("Other", "Other"), gates("fails"));
    }

    @Test
    void anInterfaceWithoutCodeSaysSoWhenItIsInitialised() {
        assertEquals(List.of("enteredAlone", "left", "left"), hooks(Constants.class));
        assertEquals(List.of("entered", "left", "left"), hooks(Defaults.class));
    }

    private static List<String> gates(String method) {
        List<String> gates = new ArrayList<>();
        for (AbstractInsnNode n : ClassFiles.method(instrumented(Sample.class), method).instructions) {
            if (n instanceof MethodInsnNode call && call.owner.equals(Gates.INITIALIZERS)) {
                gates.add(call.desc.equals("()V") ? "own" : simple((String) ((LdcInsnNode) n.getPrevious()).cst));
            }
        }
        return gates;
    }

    private static String simple(String name) {
        return name.substring(name.indexOf('$') + 1);
    }

    private static List<String> hooks(Class<?> c) {
        List<String> hooks = new ArrayList<>();
        for (AbstractInsnNode n : ClassFiles.method(instrumented(c), "<clinit>").instructions) {
            if (n instanceof MethodInsnNode call && call.owner.equals(Gates.INITIALIZERS)) {
                hooks.add(call.name);
            }
        }
        return hooks;
    }

    private static ClassNode instrumented(Class<?> c) {
        return ClassFiles.node(ClassFiles.instrumented(ClassFiles.of(c), TickDensity.NORMAL));
    }

    static class Other {
        static int value = Integer.getInteger("other", 1);

        static int get() {
            return value;
        }
    }

    static class Third extends Other {
        static int third = 3;
    }

    interface Constants {
        int VALUE = Integer.getInteger("constants", 1);

        static int twice() {
            return VALUE * 2;
        }
    }

    interface Defaults {
        int VALUE = Integer.getInteger("defaults", 1);

        default int twice() {
            return VALUE * 2;
        }
    }

    /** What is looked at. */
    static class Sample {
        static int own = Integer.getInteger("own", 1);

        static int reads() {
            return Other.value;
        }

        static void writes() {
            Other.value = 2;
        }

        static int calls() {
            return Other.get();
        }

        static Object makes() {
            return new Other();
        }

        static boolean asks(Object o) {
            return o instanceof Other || o == Other.class || new Other[1].length == 2;
        }

        static Object ofJdk() {
            return new StringBuilder(String.valueOf(Integer.MAX_VALUE));
        }

        static int ownInStatic() {
            return own;
        }

        int ownInInstance() {
            return own;
        }

        static int twice() {
            return Other.value + Other.get() + Third.third;
        }

        static int beforeLoop(int n) {
            int sum = Other.value;
            for (int i = 0; i < n; i++) {
                sum += i > 3 ? Other.value : 1;
            }
            return sum;
        }

        static int branches(boolean first) {
            int value = first ? Other.value : Other.value + 1;
            return value + Other.value;
        }

        static int fails() {
            try {
                return Other.value;
            } catch (IllegalStateException e) {
                return Other.value;
            }
        }
    }
}
