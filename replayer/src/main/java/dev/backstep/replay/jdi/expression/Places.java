package dev.backstep.replay.jdi.expression;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.ArrayType;
import com.sun.jdi.ClassNotLoadedException;
import com.sun.jdi.ClassType;
import com.sun.jdi.Field;
import com.sun.jdi.InvalidTypeException;
import com.sun.jdi.LocalVariable;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.Type;
import com.sun.jdi.Value;
import dev.backstep.replay.jdi.machine.Machine;
import dev.backstep.replay.session.SessionException;
import java.util.Optional;

/** The kinds of places. Setting one is a change of the program: a visible diversion. */
final class Places {
    private Places() { }

    private interface Setting {
        void run() throws InvalidTypeException, ClassNotLoadedException;
    }

    private static void set(Machine machine, Setting setting) {
        machine.change();
        try {
            setting.run();
        } catch (InvalidTypeException e) {
            throw new SessionException("The value has the wrong type for this variable.", e);
        } catch (ClassNotLoadedException e) {
            throw new SessionException("The class " + e.className() + " is not loaded yet.", e);
        }
    }

    /** A value of a declared type; a type variable or a class that is not loaded gives way to the type of the value. */
    static Operand typed(Value value, String typeName, String genericSignature, Optional<Type> declared) {
        boolean variable = genericSignature != null && genericSignature.startsWith("T");
        return declared.isEmpty() || variable && value != null ? Operand.of(value) : new Operand(value, declared.get());
    }

    static Place local(FrameContext context, LocalVariable variable) {
        return new Place() {
            @Override
            public Operand get() {
                Value value = context.frame().getValue(variable);
                return typed(value, variable.typeName(), variable.genericSignature(), context.type(variable.typeName()));
            }

            @Override
            public void set(Value value) {
                Places.set(context.machine(), () -> context.frame().setValue(variable, value));
            }

            @Override
            public String typeName() {
                return variable.typeName();
            }
        };
    }

    static Place field(FrameContext context, ObjectReference object, Field field) {
        return new Place() {
            @Override
            public Operand get() {
                return typed(object.getValue(field), field.typeName(), field.genericSignature(), context.type(field.typeName()));
            }

            @Override
            public void set(Value value) {
                Places.set(context.machine(), () -> object.setValue(field, value));
            }

            @Override
            public String typeName() {
                return field.typeName();
            }
        };
    }

    static Place staticField(FrameContext context, Field field) {
        return new Place() {
            @Override
            public Operand get() {
                Value value = context.machine().classes().initialized(field.declaringType()).getValue(field);
                return typed(value, field.typeName(), field.genericSignature(), context.type(field.typeName()));
            }

            @Override
            public void set(Value value) {
                if (!(field.declaringType() instanceof ClassType type)) {
                    throw new SessionException("'" + field.name() + "' is a constant of an interface and cannot be assigned.");
                }
                context.machine().classes().initialized(type);
                Places.set(context.machine(), () -> type.setValue(field, value));
            }

            @Override
            public String typeName() {
                return field.typeName();
            }
        };
    }

    static Place element(FrameContext context, ArrayReference array, int index) {
        String component = ((ArrayType) array.type()).componentTypeName();
        return new Place() {
            @Override
            public Operand get() {
                return typed(array.getValue(index), component, null, context.type(component));
            }

            @Override
            public void set(Value value) {
                Places.set(context.machine(), () -> array.setValue(index, value));
            }

            @Override
            public String typeName() {
                return component;
            }
        };
    }
}
