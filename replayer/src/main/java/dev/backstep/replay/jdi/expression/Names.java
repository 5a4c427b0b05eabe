package dev.backstep.replay.jdi.expression;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.ArrayType;
import com.sun.jdi.ClassType;
import com.sun.jdi.Field;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.Value;
import dev.backstep.replay.jdi.value.TypeNames;
import dev.backstep.replay.session.SessionException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What simple names and field names mean in a frame. From inside out: pattern variables, locals, captured variables, fields
 * of the class and those around it, static imports. Access is not checked: a debugger may see all.
 */
final class Names {
    private static final String CAPTURED = "val$";
    private static final String OUTER = "this$";

    private final FrameContext context;
    private final TypeResolver types;
    private final Map<String, Operand> bindings = new HashMap<>();

    Names(FrameContext context, TypeResolver types) {
        this.context = context;
        this.types = types;
    }

    /** A pattern variable got its value. */
    void bind(String name, Operand value) {
        bindings.put(name, value);
    }

    Map<String, Operand> bindings() {
        return bindings;
    }

    /** @throws SessionException if the name means nothing here */
    Meaning simple(String name) {
        Operand bound = bindings.get(name);
        if (bound != null) {
            return bound;
        }
        Optional<Place> place = variable(name);
        if (place.isPresent()) {
            return place.get().get();
        }
        Optional<ReferenceType> type = types.simple(name);
        return type.isPresent() ? new Meaning.OfClass(type.get()) : new Meaning.OfPackage(name);
    }

    /** The variable of that name. */
    Optional<Place> variable(String name) {
        return context.local(name).or(() -> field(name)).or(() -> imported(name));
    }

    static SessionException unknown(String name) {
        return new SessionException("'" + name + "' is not known here.");
    }

    // ------------------------------------------------------------------------------------------------ fields

    /** A field of the class whose code runs, or of one around it. */
    private Optional<Place> field(String name) {
        ObjectReference self = context.self();
        ReferenceType type = context.type();
        while (type != null) {
            Field field = type.fieldByName(name);
            if (field != null && field.isStatic()) {
                return Optional.of(Places.staticField(context, field));
            }
            if (self != null) {
                Field own = field != null ? field : type.fieldByName(CAPTURED + name);
                if (own != null) {
                    return Optional.of(Places.field(context, self, own));
                }
                self = outer(self, type);
            } else if (field != null) {
                throw new SessionException("'" + name + "' belongs to an object of " + TypeNames.of(type) + ", and there is none here"
                        + (context.self() == null ? ": the method is static." : ": the compiled class does not refer to the one around it."));
            }
            String outer = TypeResolver.outerName(type.name());
            type = outer == null ? null : context.machine().classes().loaded(outer, context.loader()).orElse(null);
        }
        return Optional.empty();
    }

    /** The instance around {@code self}; null if the compiler left the reference out. */
    private static ObjectReference outer(ObjectReference self, ReferenceType type) {
        for (Field field : type.fields()) {
            if (field.name().startsWith(OUTER) && !field.isStatic()) {
                return (ObjectReference) self.getValue(field);
            }
        }
        return null;
    }

    /** {@code this}, or the instance of a class around it. */
    ObjectReference self(Optional<String> className) {
        ObjectReference self = context.self();
        if (self == null) {
            throw new SessionException("There is no 'this' in a static method.");
        }
        if (className.isEmpty()) {
            return self;
        }
        ReferenceType wanted = types.simple(className.get()).orElseThrow(() -> new SessionException("There is no class '" + className.get() + "' here."));
        return around(wanted).orElseThrow(() -> new SessionException("There is no instance of " + className.get() + " around this one."));
    }

    /** The innermost instance of {@code wanted} among {@code this} and those around it. */
    Optional<ObjectReference> around(ReferenceType wanted) {
        ReferenceType type = context.type();
        for (ObjectReference self = context.self(); self != null; self = outer(self, type)) {
            type = self.equals(context.self()) ? type : self.referenceType();
            if (Subtypes.isSubtype(self.referenceType(), wanted.name())) {
                return Optional.of(self);
            }
        }
        return Optional.empty();
    }

    private Optional<Place> imported(String name) {
        for (String member : types.imports().staticSingle()) {
            if (member.endsWith("." + name)) {
                Optional<Place> place = staticOf(member.substring(0, member.length() - name.length() - 1), name);
                if (place.isPresent()) {
                    return place;
                }
            }
        }
        return types.imports().staticOnDemand().stream().map(type -> staticOf(type, name)).flatMap(Optional::stream).findFirst();
    }

    private Optional<Place> staticOf(String className, String name) {
        return types.find(className).map(type -> type.fieldByName(name)).filter(Field::isStatic)
                .map(field -> Places.staticField(context, field));
    }

    // ------------------------------------------------------------------------------------------------ members

    /** What {@code outer.name} means. */
    Meaning member(Meaning outer, String name) {
        if (outer instanceof Operand operand) {
            return memberOf(operand, name);
        }
        if (outer instanceof Meaning.OfClass type) {
            Field field = type.type().fieldByName(name);
            if (field != null && field.isStatic()) {
                return Places.staticField(context, field).get();
            }
        }
        return types.member(outer, name).orElseThrow(() -> new SessionException(
                TypeNames.of(((Meaning.OfClass) outer).type()) + " has no static field or class '" + name + "'."));
    }

    private Operand memberOf(Operand object, String name) {
        if (object.value() instanceof ArrayReference array && name.equals("length")) {
            return Operand.of(context.machine().vm().mirrorOf(array.length()));
        }
        return fieldOf(object, name).get();
    }

    /** The field of an object, as its static type has it, else as the type that it has. */
    Place fieldOf(Operand object, String name) {
        Value value = object.value();
        if (value == null) {
            throw new SessionException("The value is null, so it has no field '" + name + "'.");
        }
        if (!(value instanceof ObjectReference reference) || reference.referenceType() instanceof ArrayType) {
            throw new SessionException("A value of type " + TypeNames.of(value.type()) + " has no field '" + name + "'.");
        }
        Field field = object.type() instanceof ReferenceType declared ? declared.fieldByName(name) : null;
        Field found = field != null ? field : privateField(reference.referenceType(), name);
        if (found == null) {
            throw new SessionException(TypeNames.of(reference.referenceType()) + " has no field '" + name + "'.");
        }
        return found.isStatic() ? Places.staticField(context, found) : Places.field(context, reference, found);
    }

    /** Also one that a superclass keeps to itself. */
    private static Field privateField(ReferenceType type, String name) {
        Field visible = type.fieldByName(name);
        for (ClassType t = type instanceof ClassType c ? c : null; visible == null && t != null; t = t.superclass()) {
            for (Field field : t.fields()) {
                visible = field.name().equals(name) ? field : visible;
            }
        }
        return visible;
    }

    /** The place of a static field of a class. */
    Place staticField(ReferenceType type, String name) {
        Field field = type.fieldByName(name);
        if (field == null || !field.isStatic()) {
            throw new SessionException(TypeNames.of(type) + " has no static field '" + name + "'.");
        }
        return Places.staticField(context, field);
    }
}
