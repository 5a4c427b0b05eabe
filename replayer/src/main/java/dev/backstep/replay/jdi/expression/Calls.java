package dev.backstep.replay.jdi.expression;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.ArrayType;
import com.sun.jdi.ClassLoaderReference;
import com.sun.jdi.ClassNotLoadedException;
import com.sun.jdi.ClassType;
import com.sun.jdi.InvalidTypeException;
import com.sun.jdi.Method;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.Type;
import com.sun.jdi.Value;
import dev.backstep.replay.jdi.expression.Overloads.Choice;
import dev.backstep.replay.jdi.machine.Classes;
import dev.backstep.replay.jdi.machine.Machine;
import dev.backstep.replay.jdi.value.TypeNames;
import dev.backstep.replay.session.SessionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds methods and constructors and runs them. */
final class Calls {
    private final Machine machine;
    private final Classes classes;
    private final Conversions conversions;
    private final Overloads overloads;

    Calls(Machine machine, Conversions conversions) {
        this.machine = machine;
        this.classes = machine.classes();
        this.conversions = conversions;
        this.overloads = new Overloads(classes);
    }

    /** Calls a method of an object: by its static type, and if that has none that fits, by the type that it has. */
    Operand call(Operand receiver, String name, List<Operand> arguments) {
        ObjectReference object = conversions.reference(receiver);
        if (object == null) {
            throw new SessionException("The value is null, so '" + name + "' cannot be called on it.");
        }
        ReferenceType declared = receiver.type() instanceof ReferenceType type ? type : object.referenceType();
        Choice choice = choose(declared, name, arguments).or(() -> choose(object.referenceType(), name, arguments))
                .orElseThrow(() -> none(object.referenceType(), name, arguments));
        Method method = choice.method();
        List<Value> values = values(choice, arguments);
        if (method.declaringType() instanceof ArrayType) {
            throw new SessionException("'" + name + "' cannot be called on an array here.");
        }
        return result(method, method.isStatic() ? machine.invoker().callStatic(method, values) : machine.invoker().call(object, method, values));
    }

    /** {@code super.name(…)}. */
    Operand callSuper(ObjectReference self, ReferenceType superclass, String name, List<Operand> arguments) {
        Choice choice = choose(superclass, name, arguments).orElseThrow(() -> none(superclass, name, arguments));
        return result(choice.method(), machine.invoker().callExactly(self, choice.method(), values(choice, arguments)));
    }

    Operand callStatic(ReferenceType type, String name, List<Operand> arguments) {
        Choice choice = choose(type, name, arguments).orElseThrow(() -> none(type, name, arguments));
        if (!choice.method().isStatic()) {
            throw new SessionException("'" + name + "' of " + TypeNames.of(type) + " needs an object to be called on.");
        }
        return result(choice.method(), machine.invoker().callStatic(choice.method(), values(choice, arguments)));
    }

    Operand create(ClassType type, List<Operand> arguments) {
        if (type.isAbstract()) {
            throw new SessionException(TypeNames.of(type) + " is abstract and cannot be created.");
        }
        List<Method> constructors = type.methodsByName("<init>").stream().filter(m -> m.declaringType().equals(type)).toList();
        Choice choice = byEitherTypes(constructors, arguments).orElseThrow(() -> none(type, "new " + TypeNames.of(type), arguments));
        return new Operand(machine.invoker().create(choice.method(), values(choice, arguments)), type);
    }

    boolean has(ReferenceType type, String name) {
        return !candidates(type, name).isEmpty();
    }

    // ------------------------------------------------------------------------------------------------ finding

    Optional<Choice> choose(ReferenceType type, String name, List<Operand> arguments) {
        return byEitherTypes(candidates(type, name), arguments);
    }

    /** By static types; by those that the values have where those fit nowhere, because a generic type was erased. */
    private Optional<Choice> byEitherTypes(List<Method> candidates, List<Operand> arguments) {
        List<Type> declared = new ArrayList<>();
        List<Type> actual = new ArrayList<>();
        for (Operand argument : arguments) {
            declared.add(argument.type());
            actual.add(argument.value() == null ? argument.type() : argument.value().type());
        }
        return overloads.choose(candidates, declared).or(() -> overloads.choose(candidates, actual));
    }

    private List<Method> candidates(ReferenceType type, String name) {
        if (name.startsWith("<")) {
            return List.of();
        }
        List<Method> methods = new ArrayList<>();
        if (!(type instanceof ArrayType)) {
            methods.addAll(type.methodsByName(name));
        }
        if (!(type instanceof ClassType)) {
            methods.addAll(classes.object().methodsByName(name));
        }
        List<Method> written = methods.stream().filter(method -> !method.isBridge()).toList();
        return written.isEmpty() ? methods : written;
    }

    private static SessionException none(ReferenceType type, String name, List<Operand> arguments) {
        String types = arguments.stream().map(a -> a.type() == null ? "null" : TypeNames.of(a.type())).collect(Collectors.joining(", "));
        return new SessionException(name.startsWith("new ") ? "There is no constructor for " + name + "(" + types + ")."
                : TypeNames.of(type) + " has no method " + name + "(" + types + ").");
    }

    // ------------------------------------------------------------------------------------------------ arguments and result

    private List<Value> values(Choice choice, List<Operand> arguments) {
        List<String> parameters = choice.method().argumentTypeNames();
        List<Value> values = new ArrayList<>();
        int fixed = choice.variableArity() ? parameters.size() - 1 : parameters.size();
        for (int i = 0; i < fixed; i++) {
            values.add(conversions.assigned(arguments.get(i), parameters.get(i)));
        }
        if (choice.variableArity()) {
            String array = parameters.get(fixed);
            ClassLoaderReference loader = choice.method().declaringType().classLoader();
            values.add(array(array.substring(0, array.length() - 2), arguments.subList(fixed, arguments.size()), loader));
        }
        return values;
    }

    /** A new array with these elements. */
    ArrayReference array(String component, List<Operand> elements, ClassLoaderReference loader) {
        Type type = classes.type(component, loader).orElseThrow(() -> new SessionException("The class " + component + " is not loaded yet."));
        ArrayReference array = emptyArray(classes.arrayOf(type, loader), elements.size());
        List<Value> values = new ArrayList<>();
        elements.forEach(element -> values.add(conversions.assigned(element, component)));
        try {
            if (!values.isEmpty()) {
                array.setValues(values);
            }
            return array;
        } catch (InvalidTypeException | ClassNotLoadedException e) {
            throw new SessionException("An element has the wrong type for " + component + "[].", e);
        }
    }

    ArrayReference emptyArray(ArrayType type, int length) {
        if (length < 0) {
            throw new SessionException("An array cannot have " + length + " elements.");
        }
        ArrayReference array = type.newInstance(length);
        machine.keep(array);
        return array;
    }

    private Operand result(Method method, Value value) {
        String generic = method.genericSignature();
        boolean variable = generic != null && generic.contains(")T");
        Optional<Type> declared = classes.primitive(method.returnTypeName()) != null
                ? Optional.of(classes.primitive(method.returnTypeName()))
                : classes.loaded(method.returnTypeName(), method.declaringType().classLoader()).map(type -> type);
        return declared.isEmpty() || variable && value != null ? Operand.of(value) : new Operand(value, declared.get());
    }
}
