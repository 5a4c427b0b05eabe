package dev.backstep.replay.jdi.machine;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.Field;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.PrimitiveValue;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StringReference;
import com.sun.jdi.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads fields whose names we know from the sources of the JDK and of the runtime. Runs no code of the program. */
public final class Fields {
    private Fields() { }

    /** @return the value; null if it is null or there is no such field */
    public static Value read(ObjectReference object, String name) {
        Field field = object.referenceType().fieldByName(name);
        return field == null || field.isStatic() ? null : object.getValue(field);
    }

    /** Several fields in one round trip, in their order; null for what is not there. */
    public static List<Value> several(ObjectReference object, String... names) {
        List<Field> fields = new ArrayList<>();
        for (String name : names) {
            fields.add(object.referenceType().fieldByName(name));
        }
        Map<Field, Value> values = object.getValues(fields.stream().filter(Objects::nonNull).distinct().toList());
        List<Value> found = new ArrayList<>();
        fields.forEach(field -> found.add(field == null ? null : values.get(field)));
        return found;
    }

    public static boolean has(ObjectReference object, String name) {
        return object.referenceType().fieldByName(name) != null;
    }

    /** @return the object; null if the field is null, primitive or not there */
    public static ObjectReference object(ObjectReference object, String name) {
        return read(object, name) instanceof ObjectReference value ? value : null;
    }

    public static ArrayReference array(ObjectReference object, String name) {
        return read(object, name) instanceof ArrayReference value ? value : null;
    }

    /** @return the string; null if the field is null, no string or not there */
    public static String string(ObjectReference object, String name) {
        return read(object, name) instanceof StringReference value ? value.value() : null;
    }

    /** @return the number; 0 if there is no such field */
    public static int integer(ObjectReference object, String name) {
        return read(object, name) instanceof PrimitiveValue value ? value.intValue() : 0;
    }

    public static long longInteger(ObjectReference object, String name) {
        return read(object, name) instanceof PrimitiveValue value ? value.longValue() : 0;
    }

    public static boolean flag(ObjectReference object, String name) {
        return read(object, name) instanceof PrimitiveValue value && value.booleanValue();
    }

    /** @return the value of a static field; null if it is null or there is no such field */
    public static Value readStatic(ReferenceType type, String name) {
        Field field = type.fieldByName(name);
        return field == null || !field.isStatic() ? null : type.getValue(field);
    }
}
