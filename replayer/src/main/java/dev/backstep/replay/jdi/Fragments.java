package dev.backstep.replay.jdi;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.ClassType;
import com.sun.jdi.Field;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StringReference;
import com.sun.jdi.Value;
import dev.backstep.replay.jdi.Container.FrameHandle;
import dev.backstep.replay.jdi.Container.Held;
import dev.backstep.replay.jdi.expression.FrameContext;
import dev.backstep.replay.jdi.expression.FrameContext.Local;
import dev.backstep.replay.jdi.machine.HiddenCode;
import dev.backstep.replay.jdi.machine.Primitives;
import dev.backstep.replay.jdi.value.Structure;
import dev.backstep.replay.jdi.value.TypeNames;
import dev.backstep.replay.session.ValueFormat;
import dev.backstep.replay.session.VariableView.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What scopes and values are made of, as names and values. */
final class Fragments {
    private final StopState state;

    Fragments(StopState state) {
        this.state = state;
    }

    /**
     * A named value.
     *
     * @param typeName declared; for a null
     * @param expression that gives it in its frame; empty if there is none
     * @param field that holds it; null if it is in none
     * @param key of the map entry that it is; null otherwise
     */
    record Fragment(String name, Value value, String typeName, String expression, Kind kind, Field field, Structure.Entry key) {
        static Fragment simple(String name, Value value, String typeName, String expression, Kind kind) {
            return new Fragment(name, value, typeName, expression, kind, null, null);
        }
    }

    // ------------------------------------------------------------------------------------------------ scopes

    List<Fragment> locals(FrameHandle handle) {
        FrameContext context = state.context(handle);
        List<Fragment> fragments = new ArrayList<>();
        returned(handle, fragments);
        ObjectReference self = context.self();
        if (self != null) {
            fragments.add(Fragment.simple("this", self, self.type().name(), "this", Kind.THIS));
        }
        Set<String> names = new HashSet<>();
        for (Local local : context.locals()) {
            names.add(local.name());
            fragments.add(Fragment.simple(local.name(), local.value(), local.typeName(), local.name(), local.parameter() ? Kind.PARAMETER : Kind.LOCAL));
        }
        if (self != null) {
            captured(self, context.type(), names, fragments);
        }
        return fragments;
    }

    /** As other debuggers for Java show it. */
    private void returned(FrameHandle handle, List<Fragment> to) {
        if (new FrameViews(state).innermostOfApplication(handle.thread()).filter(handle::equals).isPresent()) {
            state.machine.threads().returned(handle.thread()).ifPresent(returned -> to.add(Fragment.simple("->" + returned.method() + "()",
                    returned.value(), "", "", Kind.RETURN_VALUE)));
        }
    }

    /** Locals of the method around that a local or anonymous class keeps. */
    private static void captured(ObjectReference self, ReferenceType type, Set<String> names, List<Fragment> to) {
        for (Field field : type.fields()) {
            if (field.name().startsWith("val$") && names.add(field.name().substring(4))) {
                String name = field.name().substring(4);
                to.add(new Fragment(name, self.getValue(field), field.typeName(), name, Kind.LOCAL, null, null));
            }
        }
    }

    List<Fragment> statics(FrameHandle handle) {
        ReferenceType type = state.context(handle).type();
        List<Field> fields = type.allFields().stream().filter(field -> field.isStatic() && isShown(field)).distinct().toList();
        return fields.stream().map(field -> Fragments.of(field, field.declaringType().getValue(field), field.name(), field.name(), Kind.STATIC_FIELD)).toList();
    }

    // ------------------------------------------------------------------------------------------------ objects

    /** Fields: own and inherited ones, those that hide others with the name of their class. */
    static List<Fragment> fields(Held held, ValueFormat format) {
        ReferenceType type = held.object().referenceType();
        List<Field> instance = new ArrayList<>();
        List<Field> statics = new ArrayList<>();
        for (Field field : type.allFields()) {
            if (isShown(field) && (!field.isStatic() || format.staticFields())) {
                (field.isStatic() ? statics : instance).add(field);
            }
        }
        Map<Field, Value> values = instance.isEmpty() ? Map.of() : held.object().getValues(instance);
        List<Fragment> fragments = new ArrayList<>();
        for (Field field : instance) {
            fragments.add(member(held, type, field, values.get(field), Kind.FIELD));
        }
        for (Field field : statics) {
            fragments.add(member(held, type, field, field.declaringType().getValue(field), Kind.STATIC_FIELD));
        }
        return fragments;
    }

    private static Fragment member(Held held, ReferenceType type, Field field, Value value, Kind kind) {
        boolean hidden = !field.equals(type.fieldByName(field.name()));
        String name = hidden ? field.name() + " (" + TypeNames.of(field.declaringType()) + ")" : field.name();
        boolean unique = type.allFields().stream().filter(each -> each.name().equals(field.name())).count() == 1;
        return of(field, value, name, held.expression().isEmpty() ? "" : memberExpression(held.expression(), field, unique), kind);
    }

    /** With a cast where the name alone says too little; there is none for anonymous classes. */
    private static String memberExpression(String object, Field field, boolean unique) {
        if (unique) {
            return qualify(object) + "." + field.name();
        }
        String owner = TypeNames.of(field.declaringType());
        return owner.contains("$") ? "" : "((" + owner + ") " + object + ")." + field.name();
    }

    private static Fragment of(Field field, Value value, String name, String expression, Kind kind) {
        return new Fragment(name, value, field.typeName(), expression, kind, field, null);
    }

    private static boolean isShown(Field field) {
        return HiddenCode.isShown(field) && !field.isSynthetic() || field.name().startsWith("this$") || field.name().startsWith("val$");
    }

    /** @param most 0 for all */
    static List<Fragment> elements(Held held, ArrayReference array, int first, int most) {
        int begin = Math.clamp(first, 0, array.length());
        int count = most <= 0 ? array.length() - begin : Math.min(most, array.length() - begin);
        List<Fragment> fragments = new ArrayList<>();
        String component = array.type().name().replaceFirst("\\[]$", "");
        List<Value> values = count == 0 ? List.of() : array.getValues(begin, count);
        for (int i = 0; i < count; i++) {
            String index = "[" + (begin + i) + "]";
            String expression = held.expression().isEmpty() ? "" : qualify(held.expression()) + index;
            fragments.add(Fragment.simple(index, values.get(i), component, expression, Kind.ELEMENT));
        }
        return fragments;
    }

    /** What a collection, map or optional holds. @param most 0 for all */
    List<Fragment> held(Held held, Structure structure, int first, int most) {
        List<Fragment> fragments = new ArrayList<>();
        int index = first;
        boolean list = isList(held.object());
        for (Structure.Element element : structure.page(first, most)) {
            fragments.add(switch (element) {
                case Structure.Named named -> Fragment.simple(named.name(), named.value(), "", "", Kind.FIELD);
                case Structure.Item item -> Fragment.simple("[" + index + "]", item.value(), "",
                        list && !held.expression().isEmpty() ? qualify(held.expression()) + ".get(" + index + ")" : "", Kind.ELEMENT);
                case Structure.Entry entry -> entry(held, entry);
            });
            index++;
        }
        return fragments;
    }

    private Fragment entry(Held held, Structure.Entry entry) {
        String key = state.texts.of(entry.key(), new ValueFormat(false, false, true, false, 200));
        boolean literal = entry.key() instanceof StringReference string && string.value().length() < 100
                || Primitives.unbox(entry.key()).filter(box -> box.type().name().equals("int")).isPresent();
        String expression = literal && !held.expression().isEmpty() ? qualify(held.expression()) + ".get(" + key + ")" : "";
        return new Fragment("[" + key + "]", entry.value(), "", expression, Kind.ENTRY, null, entry);
    }

    private static boolean isList(ObjectReference object) {
        return object.referenceType() instanceof ClassType type
                && type.allInterfaces().stream().anyMatch(each -> each.name().equals("java.util.List"));
    }

    /** Puts brackets round what a dot or index would tear apart. */
    static String qualify(String expression) {
        return expression.matches("[\\w$.\\[\\]]+|[\\w$.\\[\\]]+\\.get\\([^()]*\\)") ? expression : "(" + expression + ")";
    }

    Optional<Structure> structure(ObjectReference object, ValueFormat format) {
        if (!format.logicalStructure() || object instanceof ArrayReference) {
            return Optional.empty();
        }
        return format.callToString() ? state.structures.of(object) : state.structures.known(object);
    }
}
