package dev.backstep.replay.jdi.machine;

import com.sun.jdi.ArrayType;
import com.sun.jdi.ClassLoaderReference;
import com.sun.jdi.ClassObjectReference;
import com.sun.jdi.ClassType;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.Type;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import dev.backstep.replay.session.SessionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Classes of the program by name, as seen from a class loader. Loads what exists and is not loaded yet; that is a diversion. */
public final class Classes {
    private final Machine machine;
    private final VirtualMachine vm;
    private final ClassCatalog catalog;
    private final Map<String, Type> primitives = new HashMap<>();

    Classes(Machine machine, ClassCatalog catalog) {
        this.machine = machine;
        this.vm = machine.vm();
        this.catalog = catalog;
        for (Value value : List.of(vm.mirrorOf(false), vm.mirrorOf((byte) 0), vm.mirrorOf('a'), vm.mirrorOf((short) 0), vm.mirrorOf(0),
                vm.mirrorOf(0L), vm.mirrorOf(0f), vm.mirrorOf(0d), vm.mirrorOfVoid())) {
            primitives.put(value.type().name(), value.type());
        }
    }

    /** @return the primitive type (or void) of that name, or null */
    public Type primitive(String name) {
        return primitives.get(name);
    }

    /** A class of the JDK that is always loaded. */
    public ReferenceType boot(String name) {
        return loaded(name, null).orElseThrow(() -> new SessionException("The class " + name + " is not loaded yet; move on and try again."));
    }

    /**
     * @param name binary name, or that of an array: {@code int[]}
     * @param from the class loader to which the name means something; null for the boot loader
     */
    public Optional<ReferenceType> loaded(String name, ClassLoaderReference from) {
        List<ReferenceType> found = vm.classesByName(name);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        for (ReferenceType type : found) {
            if (same(type.classLoader(), from)) {
                return Optional.of(type);
            }
        }
        for (ReferenceType type : found) {
            if (type.classLoader() == null) {
                return Optional.of(type);
            }
        }
        if (found.size() > 1 && from != null) {
            for (ReferenceType visible : from.visibleClasses()) {
                if (visible.name().equals(name)) {
                    return Optional.of(visible);
                }
            }
        }
        return Optional.of(found.getFirst());
    }

    /** The loaded class, or the one that can be loaded. */
    public Optional<ReferenceType> find(String name, ClassLoaderReference from) {
        Optional<ReferenceType> loaded = loaded(name, from);
        if (loaded.isPresent() || name.endsWith("[]") || !catalog.exists(name)) {
            return loaded;
        }
        return Optional.of(load(name, from));
    }

    /** The type of that name, primitive or not; empty if there is no such class. */
    public Optional<Type> type(String name, ClassLoaderReference from) {
        Type primitive = primitives.get(name);
        if (primitive != null) {
            return Optional.of(primitive);
        }
        if (name.endsWith("[]")) {
            return type(name.substring(0, name.length() - 2), from).map(component -> arrayOf(component, from));
        }
        return find(name, from).map(type -> type);
    }

    /** The type of arrays of {@code component}. */
    public ArrayType arrayOf(Type component, ClassLoaderReference from) {
        Optional<ReferenceType> loaded = loaded(component.name() + "[]", component instanceof ReferenceType type ? type.classLoader() : null);
        if (loaded.isPresent()) {
            return (ArrayType) loaded.get();
        }
        Value componentClass = component instanceof ReferenceType type ? type.classObject() : primitiveClass(component.name());
        Method newInstance = method(boot("java.lang.reflect.Array"), "newInstance", "(Ljava/lang/Class;I)Ljava/lang/Object;");
        return (ArrayType) machine.invoker().callStatic(newInstance, List.of(componentClass, vm.mirrorOf(0))).type();
    }

    /** The class object of a primitive type. */
    public Value primitiveClass(String name) {
        String box = Primitives.boxOf(name);
        return Fields.readStatic(initialized(boot(box)), "TYPE");
    }

    /**
     * Loads and initialises a class: a diversion.
     *
     * @throws SessionException if it cannot be loaded
     */
    public ReferenceType load(String name, ClassLoaderReference from) {
        ReferenceType classClass = boot("java.lang.Class");
        Method forName = method(classClass, "forName", "(Ljava/lang/String;ZLjava/lang/ClassLoader;)Ljava/lang/Class;");
        try {
            List<Value> arguments = new ArrayList<>();
            arguments.add(machine.string(forNameOf(name)));
            arguments.add(vm.mirrorOf(true));
            arguments.add(from);
            return ((ClassObjectReference) machine.invoker().callStatic(forName, arguments)).reflectedType();
        } catch (ProgramException e) {
            throw new SessionException("The class " + name + " cannot be loaded here.", e);
        }
    }

    /** {@code a.B[]} is {@code [La.B;} to {@code Class.forName}. */
    private String forNameOf(String name) {
        if (!name.endsWith("[]")) {
            return name;
        }
        String component = name;
        StringBuilder dimensions = new StringBuilder();
        while (component.endsWith("[]")) {
            component = component.substring(0, component.length() - 2);
            dimensions.append('[');
        }
        Type primitive = primitives.get(component);
        return dimensions + (primitive == null ? "L" + component + ";" : primitive.signature());
    }

    /** The same class with its static initialiser run; a diversion if it had not run yet. */
    public ReferenceType initialized(ReferenceType type) {
        if (type instanceof ArrayType || type.isInitialized()) {
            return type;
        }
        return load(type.name(), type.classLoader());
    }

    /** @throws SessionException if the JDK has no such method: it is not the one we know */
    public Method method(ReferenceType type, String name, String signature) {
        List<Method> methods = type.methodsByName(name, signature);
        if (methods.isEmpty()) {
            throw new SessionException(type.name() + " has no method " + name + signature + ".");
        }
        return methods.getFirst();
    }

    public ClassType object() {
        return (ClassType) boot("java.lang.Object");
    }

    private static boolean same(ClassLoaderReference a, ClassLoaderReference b) {
        return a == null ? b == null : a.equals(b);
    }
}
