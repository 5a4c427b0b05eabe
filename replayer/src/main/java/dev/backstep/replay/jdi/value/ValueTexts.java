package dev.backstep.replay.jdi.value;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.ClassObjectReference;
import com.sun.jdi.ClassType;
import com.sun.jdi.Field;
import com.sun.jdi.Method;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.PrimitiveValue;
import com.sun.jdi.StringReference;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.Value;
import com.sun.jdi.VoidValue;
import dev.backstep.replay.jdi.machine.Fields;
import dev.backstep.replay.jdi.machine.HiddenCode;
import dev.backstep.replay.jdi.machine.Machine;
import dev.backstep.replay.jdi.machine.Primitives;
import dev.backstep.replay.jdi.machine.ProgramException;
import dev.backstep.replay.jdi.value.Structure.Kind;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.session.ValueFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Values for people. Texts hold nothing that differs between two replays, so no object ids. An object shows itself by
 * {@code toString} if its class has one and the format allows it, else by its simple fields.
 */
public final class ValueTexts {
    private static final int MOST_FIELDS = 4;
    private static final int MOST_ELEMENTS = 5;

    private final Machine machine;
    private final Structures structures;

    public ValueTexts(Machine machine, Structures structures) {
        this.machine = machine;
        this.structures = structures;
    }

    /** As a program would print it: strings and characters without quotes. */
    public String plain(Value value, ValueFormat format) {
        return switch (value) {
            case StringReference string -> cut(string.value(), format);
            case com.sun.jdi.CharValue c -> String.valueOf(c.value());
            case null, default -> of(value, format);
        };
    }

    public String of(Value value, ValueFormat format) {
        return switch (value) {
            case null -> "null";
            case VoidValue v -> "void";
            case PrimitiveValue primitive -> PrimitiveTexts.of(primitive, format.hex());
            case StringReference string -> Quoted.string(string.value(), format.longestText());
            case ArrayReference array -> array(array, format);
            case ObjectReference object -> cut(object(object, format), format);
            default -> value.toString();
        };
    }

    // ------------------------------------------------------------------------------------------------ objects

    private String object(ObjectReference object, ValueFormat format) {
        Optional<String> known = known(object, format);
        if (known.isPresent()) {
            return known.get();
        }
        if (format.callToString()) {
            Optional<Method> toString = toString(object);
            if (toString.isPresent()) {
                return asked(object, toString.get(), format);
            }
        }
        return preview(object, format);
    }

    /** Without running code. */
    private Optional<String> known(ObjectReference object, ValueFormat format) {
        Optional<PrimitiveValue> box = Primitives.unbox(object);
        if (box.isPresent()) {
            return Optional.of(PrimitiveTexts.of(box.get(), format.hex()));
        }
        String className = object.referenceType().name();
        if (object instanceof ClassObjectReference type) {
            return Optional.of("class " + type.reflectedType().name());
        }
        if (object instanceof ThreadReference thread) {
            return Optional.of("Thread \"" + thread.name() + "\"");
        }
        if (className.equals("java.lang.StringBuilder") || className.equals("java.lang.StringBuffer")) {
            return KnownValues.built(object).map(text -> Quoted.string(text, format.longestText()));
        }
        if (HiddenCode.isLambdaProxy(className)) {
            return Optional.of(TypeNames.of(object.type()));
        }
        if (object.referenceType() instanceof ClassType type && type.isEnum() || isEnumConstantWithBody(object)) {
            return Optional.ofNullable(Fields.string(object, "name"));
        }
        Optional<String> meaning = KnownValues.text(object);
        if (meaning.isPresent()) {
            return meaning;
        }
        return format.logicalStructure() ? structures.known(object).map(held -> held(object, held, format)) : Optional.empty();
    }

    private static boolean isEnumConstantWithBody(ObjectReference object) {
        return object.referenceType() instanceof ClassType type && type.superclass() != null && type.superclass().isEnum();
    }

    private String held(ObjectReference object, Structure held, ValueFormat format) {
        String name = TypeNames.of(object.type());
        if (held.kind() == Kind.NAMED) {
            return name + held.page(0, 0).stream().map(e -> ((Structure.Named) e).name() + "=" + brief(e.value(), format))
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        String elements = held.page(0, Math.min(MOST_ELEMENTS, held.size() == 0 ? 1 : held.size())).stream()
                .map(e -> e instanceof Structure.Entry entry ? brief(entry.key(), format) + "=" + brief(entry.value(), format)
                        : brief(e.value(), format))
                .collect(Collectors.joining(", "));
        String all = held.size() > MOST_ELEMENTS ? elements + ", …" : elements;
        return name + (held.more() ? " size>" : " size=") + held.size() + (held.kind() == Kind.ENTRIES ? " {" + all + "}" : " [" + all + "]");
    }

    /** The {@code toString} that the object has, if it is another than that of {@code Object}. */
    private static Optional<Method> toString(ObjectReference object) {
        if (!(object.referenceType() instanceof ClassType type)) {
            return Optional.empty();
        }
        Method method = type.concreteMethodByName("toString", "()Ljava/lang/String;");
        if (method == null || method.declaringType().name().equals("java.lang.Object") || isGeneratedForRecord(type, method)) {
            return Optional.empty();
        }
        return Optional.of(method);
    }

    /** A record's own {@code toString} says what the preview says; both implicit methods have the line of the head. */
    private static boolean isGeneratedForRecord(ClassType type, Method method) {
        if (!isRecord(type) || !method.declaringType().equals(type)) {
            return false;
        }
        Method hashCode = type.concreteMethodByName("hashCode", "()I");
        int line = method.location().lineNumber();
        return line > 0 && hashCode != null && hashCode.location().lineNumber() == line;
    }

    private static boolean isRecord(ClassType type) {
        return type.superclass() != null && type.superclass().name().equals("java.lang.Record");
    }

    private String asked(ObjectReference object, Method toString, ValueFormat format) {
        try {
            return machine.invoker().call(object, toString, List.of()) instanceof StringReference text ? text.value() : "null";
        } catch (ProgramException e) {
            return preview(object, format) + " (toString threw " + e.exception().referenceType().name() + ")";
        } catch (SessionException e) {
            return preview(object, format);
        }
    }

    /** {@code Point[x=1, y=2]}: the first simple fields. */
    private String preview(ObjectReference object, ValueFormat format) {
        String name = TypeNames.of(object.type());
        String message = Fields.has(object, "detailMessage") ? Fields.string(object, "detailMessage") : null;
        if (message != null) {
            return name + ": " + message;
        }
        boolean record = object.referenceType() instanceof ClassType type && isRecord(type);
        List<Field> fields = object.referenceType().visibleFields().stream()
                .filter(field -> !field.isStatic() && !field.isSynthetic() && HiddenCode.isShown(field))
                .filter(field -> record || isSimple(field)).toList();
        List<Field> shown = record ? fields : fields.subList(0, Math.min(MOST_FIELDS, fields.size()));
        if (shown.isEmpty()) {
            return name;
        }
        Map<Field, Value> values = object.getValues(shown);
        List<String> parts = new ArrayList<>();
        shown.forEach(field -> parts.add(field.name() + "=" + brief(values.get(field), format)));
        return name + "[" + String.join(", ", parts) + (shown.size() < fields.size() ? ", …]" : "]");
    }

    private static boolean isSimple(Field field) {
        String type = field.typeName();
        return Primitives.is(type) || Primitives.unboxedOf(type) != null || type.equals("java.lang.String");
    }

    // ------------------------------------------------------------------------------------------------ parts of texts

    private String array(ArrayReference array, ValueFormat format) {
        String type = TypeNames.of(array.type());
        int open = type.indexOf('[');
        String head = type.substring(0, open + 1) + array.length() + type.substring(open + 1);
        if (array.length() == 0) {
            return head;
        }
        int shown = Math.min(MOST_ELEMENTS, array.length());
        return head + array.getValues(0, shown).stream().map(value -> brief(value, format))
                .collect(Collectors.joining(", ", " {", shown < array.length() ? ", …}" : "}"));
    }

    /** Inside the text of something else: runs no code, goes one level deep. */
    private String brief(Value value, ValueFormat format) {
        ValueFormat still = new ValueFormat(format.hex(), false, false, false, 40);
        return switch (value) {
            case null -> "null";
            case StringReference string -> Quoted.string(string.value(), 40);
            case ArrayReference array -> TypeNames.of(array.type()).replaceFirst("\\[]", "[" + array.length() + "]");
            case ObjectReference object -> known(object, still).orElseGet(() -> TypeNames.of(object.type()));
            default -> of(value, still);
        };
    }

    private static String cut(String text, ValueFormat format) {
        int most = format.longestText();
        return most > 0 && text.length() > most ? text.substring(0, most) + "… (" + text.length() + " characters)" : text;
    }
}
