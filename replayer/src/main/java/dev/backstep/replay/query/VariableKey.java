package dev.backstep.replay.query;

import java.util.List;

/** Which variable is meant, told so that it can be found in another process that stands at the same position. */
public sealed interface VariableKey {
    /** A frame and an expression in it that gives an object. @param height number of frames below it, hidden ones included */
    record Owner(int thread, int height, String expression) { }

    /** Code that a frame runs. @param className binary. @param descriptor as in class files */
    record Method(String className, String name, String descriptor) { }

    /**
     * A local variable or parameter.
     *
     * @param stack methods of the frames of its thread, the outermost first, down to that of the variable
     * @param line where its frame is
     */
    record Local(int thread, List<Method> stack, String name, int line) implements VariableKey {
        public Local {
            stack = List.copyOf(stack);
        }
    }

    /** A static field. @param owners binary names of the class and its subclasses */
    record StaticField(List<String> owners, String name, String descriptor) implements VariableKey {
        public StaticField {
            owners = List.copyOf(owners);
        }
    }

    /** A field of an object. @param owners binary names of the class that declares it and its subclasses */
    record InstanceField(Owner owner, List<String> owners, String name, String descriptor) implements VariableKey {
        public InstanceField {
            owners = List.copyOf(owners);
        }
    }

    /** An element. @param arrayType descriptor of the array: {@code [I} */
    record Element(Owner owner, String arrayType, int index) implements VariableKey { }
}
