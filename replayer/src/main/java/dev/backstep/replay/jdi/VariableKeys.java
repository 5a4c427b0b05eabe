package dev.backstep.replay.jdi;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.ClassLoaderReference;
import com.sun.jdi.ClassType;
import com.sun.jdi.Field;
import com.sun.jdi.InterfaceType;
import com.sun.jdi.Location;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import dev.backstep.replay.jdi.Container.FrameHandle;
import dev.backstep.replay.jdi.Container.Held;
import dev.backstep.replay.jdi.Container.Locals;
import dev.backstep.replay.jdi.Container.Statics;
import dev.backstep.replay.jdi.machine.HiddenCode;
import dev.backstep.replay.jdi.value.TypeNames;
import dev.backstep.replay.query.VariableKey;
import dev.backstep.replay.session.SessionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells which variable a part of a scope or value is, so that its writes can be looked for in another process. */
final class VariableKeys {
    private static final String PLATFORM_LOADER = "jdk.internal.loader.ClassLoaders$PlatformClassLoader";

    private final StopState state;

    VariableKeys(StopState state) {
        this.state = state;
    }

    VariableKey key(long id, String name) {
        Container container = state.handles.container(id);
        return switch (container) {
            case Locals locals -> local(locals.frame(), name);
            case Statics statics -> field(statics.frame(), null, state.context(statics.frame()).type(), name);
            case Held held when held.object() instanceof ArrayReference array -> element(held, array, name);
            case Held held -> field(held.frame(), held, held.object().referenceType(), name);
            default -> throw new SessionException("'" + name + "' is no variable of the program: it has no writes.");
        };
    }

    // ------------------------------------------------------------------------------------------------ locals

    private VariableKey local(FrameHandle frame, String name) {
        if (name.equals("this")) {
            throw new SessionException("'this' has no writes: it never changes.");
        }
        if (state.context(frame).locals().stream().noneMatch(local -> local.name().equals(name))) {
            return captured(frame, name);
        }
        List<VariableKey.Method> stack = new ArrayList<>();
        for (int height = 0; height <= frame.height(); height++) {
            Location location = state.frame(new FrameHandle(frame.thread(), height)).location();
            stack.add(new VariableKey.Method(HiddenCode.className(location.declaringType()), location.method().name(),
                    location.method().signature()));
        }
        return new VariableKey.Local(frame.thread(), stack, name, state.frame(frame).location().lineNumber());
    }

    /** A local of the method around, which a local class keeps. */
    private VariableKey captured(FrameHandle frame, String name) {
        ObjectReference self = state.context(frame).self();
        if (self == null || self.referenceType().fieldByName("val$" + name) == null) {
            throw new SessionException("There is no variable '" + name + "' here.");
        }
        return field(frame, new Held(frame, self, "this"), self.referenceType(), "val$" + name);
    }

    // ------------------------------------------------------------------------------------------------ fields and elements

    /** @param held null for the static fields of a class */
    private VariableKey field(FrameHandle frame, Held held, ReferenceType type, String shownName) {
        Field field = find(type, shownName).orElseThrow(() -> new SessionException("'" + shownName + "' is no field: a "
                + TypeNames.of(type) + " keeps it in another way. Show its fields to ask for the writes to one."));
        if (isOfJdk(field.declaringType())) {
            throw new SessionException("'" + field.name() + "' is a field of " + field.declaringType().name()
                    + ", a class of the JDK; only writes by code of the application can be found.");
        }
        List<String> owners = new ArrayList<>();
        addWithSubclasses(field.declaringType(), owners);
        if (field.isStatic()) {
            return new VariableKey.StaticField(owners, field.name(), field.signature());
        }
        return new VariableKey.InstanceField(owner(frame, held, shownName), owners, field.name(), field.signature());
    }

    /** @param name with the class in parentheses if another field hides it */
    private static Optional<Field> find(ReferenceType type, String name) {
        int parenthesis = name.indexOf(" (");
        if (parenthesis < 0) {
            return Optional.ofNullable(type.fieldByName(name));
        }
        String className = name.substring(parenthesis + 2, name.length() - 1);
        return type.allFields().stream().filter(field -> field.name().equals(name.substring(0, parenthesis)))
                .filter(field -> TypeNames.of(field.declaringType()).equals(className)).findFirst();
    }

    private static boolean isOfJdk(ReferenceType type) {
        ClassLoaderReference loader = type.classLoader();
        return loader == null || loader.referenceType().name().equals(PLATFORM_LOADER);
    }

    /** Compilers name the class through which a field is used, which may be a subclass of the one that has it. */
    private static void addWithSubclasses(ReferenceType type, List<String> names) {
        names.add(type.name());
        if (type instanceof ClassType subclassed) {
            subclassed.subclasses().forEach(sub -> addWithSubclasses(sub, names));
        } else if (type instanceof InterfaceType implemented) {
            implemented.implementors().forEach(sub -> names.add(sub.name()));
        }
    }

    private VariableKey element(Held held, ArrayReference array, String name) {
        if (!name.matches("\\[\\d{1,9}]") || Integer.parseInt(name.substring(1, name.length() - 1)) >= array.length()) {
            throw new SessionException("There is no element " + name + " here.");
        }
        return new VariableKey.Element(owner(held.frame(), held, name), array.type().signature(),
                Integer.parseInt(name.substring(1, name.length() - 1)));
    }

    private static VariableKey.Owner owner(FrameHandle frame, Held held, String name) {
        if (held.expression().isEmpty()) {
            throw new SessionException("The writes to '" + name + "' cannot be found from here: no expression leads to its object."
                    + " Open the object from a variable and ask there.");
        }
        return new VariableKey.Owner(frame.thread(), frame.height(), held.expression());
    }
}
