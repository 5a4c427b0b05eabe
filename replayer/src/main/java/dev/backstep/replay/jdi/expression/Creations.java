package dev.backstep.replay.jdi.expression;

import com.github.javaparser.ast.ArrayCreationLevel;
import com.github.javaparser.ast.expr.ArrayCreationExpr;
import com.github.javaparser.ast.expr.ArrayInitializerExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.sun.jdi.ArrayReference;
import com.sun.jdi.ArrayType;
import com.sun.jdi.ClassNotLoadedException;
import com.sun.jdi.ClassType;
import com.sun.jdi.InvalidTypeException;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.Type;
import dev.backstep.replay.jdi.machine.Classes;
import dev.backstep.replay.jdi.value.TypeNames;
import dev.backstep.replay.session.SessionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code new}. */
final class Creations {
    private final Interpreter interpreter;
    private final FrameContext context;
    private final TypeResolver types;
    private final Names names;
    private final Calls calls;

    Creations(Interpreter interpreter, FrameContext context, TypeResolver types, Names names, Calls calls) {
        this.interpreter = interpreter;
        this.context = context;
        this.types = types;
        this.names = names;
        this.calls = calls;
    }

    Operand object(ObjectCreationExpr e) {
        Optional<Operand> outer = e.getScope().map(interpreter::value);
        Type type = outer.isPresent() ? member(outer.get(), e.getType().getNameAsString()) : types.resolve(e.getType());
        if (!(type instanceof ClassType created)) {
            throw new SessionException(TypeNames.of(type) + " is an interface and cannot be created.");
        }
        List<Operand> arguments = new ArrayList<>();
        around(created, outer).ifPresent(arguments::add);
        arguments.addAll(interpreter.values(e.getArguments()));
        return calls.create(created, arguments);
    }

    private Type member(Operand outer, String name) {
        if (outer.value() == null) {
            throw new SessionException("The value before '.new' is null.");
        }
        return types.member(new Meaning.OfClass(((ObjectReference) outer.value()).referenceType()), name)
                .filter(Meaning.OfClass.class::isInstance).map(meaning -> ((Meaning.OfClass) meaning).type())
                .orElseThrow(() -> new SessionException("There is no class '" + name + "' in " + TypeNames.of(outer.value().type()) + "."));
    }

    /** The instance that a constructor of an inner class gets first. */
    private Optional<Operand> around(ClassType created, Optional<Operand> given) {
        String outerName = TypeResolver.outerName(created.name());
        if (outerName == null || created.isStatic() || created.isEnum()) {
            return Optional.empty();
        }
        if (given.isPresent()) {
            return given;
        }
        Optional<ReferenceType> outer = context.machine().classes().loaded(outerName, created.classLoader());
        ObjectReference self = outer.flatMap(names::around)
                .orElseThrow(() -> new SessionException("There is no instance of " + TypeNames.of(outerName) + " here for the new " + TypeNames.of(created) + "."));
        return Optional.of(Operand.of(self));
    }

    // ------------------------------------------------------------------------------------------------ arrays

    Operand array(ArrayCreationExpr e) {
        Type type = types.resolve(e.createdType());
        if (e.getInitializer().isPresent()) {
            return new Operand(initialized(e.getInitializer().get(), type.name()), type);
        }
        List<Integer> lengths = new ArrayList<>();
        for (ArrayCreationLevel level : e.getLevels()) {
            level.getDimension().ifPresent(dimension -> lengths.add(interpreter.integer(dimension, "be a length")));
        }
        return new Operand(empty((ArrayType) type, lengths), type);
    }

    private ArrayReference empty(ArrayType type, List<Integer> lengths) {
        ArrayReference array = calls.emptyArray(type, lengths.getFirst());
        if (lengths.size() > 1) {
            ArrayType component = (ArrayType) componentOf(type);
            for (int i = 0; i < array.length(); i++) {
                set(array, i, empty(component, lengths.subList(1, lengths.size())));
            }
        }
        return array;
    }

    /** <code>{1, 2}</code> as an array of that type. */
    ArrayReference initialized(ArrayInitializerExpr initializer, String typeName) {
        if (!typeName.endsWith("[]")) {
            throw new SessionException("'" + initializer + "' is an array and cannot be a " + TypeNames.of(typeName) + ".");
        }
        String component = typeName.substring(0, typeName.length() - 2);
        List<Operand> elements = new ArrayList<>();
        for (Expression value : initializer.getValues()) {
            elements.add(value.isArrayInitializerExpr() ? Operand.of(initialized(value.asArrayInitializerExpr(), component))
                    : interpreter.value(value));
        }
        return calls.array(component, elements, context.loader());
    }

    private Type componentOf(ArrayType type) {
        Classes classes = context.machine().classes();
        return classes.type(type.componentTypeName(), context.loader())
                .orElseGet(() -> classes.load(type.componentTypeName(), context.loader()));
    }

    private static void set(ArrayReference array, int index, ArrayReference element) {
        try {
            array.setValue(index, element);
        } catch (InvalidTypeException | ClassNotLoadedException e) {
            throw new IllegalStateException(e);     // the component type was made from that of the array
        }
    }
}
