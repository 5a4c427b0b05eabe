package dev.backstep.replay.jdi;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.Location;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.StringReference;
import com.sun.jdi.Value;
import dev.backstep.replay.jdi.Container.FrameHandle;
import dev.backstep.replay.jdi.Container.Held;
import dev.backstep.replay.jdi.Container.Locals;
import dev.backstep.replay.jdi.Container.Pair;
import dev.backstep.replay.jdi.Container.Statics;
import dev.backstep.replay.jdi.Fragments.Fragment;
import dev.backstep.replay.jdi.machine.HiddenCode;
import dev.backstep.replay.jdi.machine.Primitives;
import dev.backstep.replay.jdi.value.Structure;
import dev.backstep.replay.jdi.value.TypeNames;
import dev.backstep.replay.session.Inspection.FieldName;
import dev.backstep.replay.session.Inspection.Parts;
import dev.backstep.replay.session.ScopeView;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.session.ValueFormat;
import dev.backstep.replay.session.VariableView;
import dev.backstep.replay.session.VariableView.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Scopes and variables for people. */
final class VariableViews {
    private static final ValueFormat FIELDS = new ValueFormat(false, false, false, true, ValueFormat.USUAL.longestText());

    private final StopState state;
    private final Fragments fragments;
    private final Changes changes;

    VariableViews(StopState state, Changes changes) {
        this.state = state;
        this.fragments = new Fragments(state);
        this.changes = changes;
    }

    private record Counts(int named, int indexed) { }

    List<ScopeView> scopes(FrameHandle frame) {
        List<ScopeView> scopes = new ArrayList<>();
        scopes.add(new ScopeView("Locals", state.handles.id(new Locals(frame)), fragments.locals(frame).size(), false));
        int statics = fragments.statics(frame).size();
        if (statics > 0) {
            scopes.add(new ScopeView("Static fields", state.handles.id(new Statics(frame)), statics, false));
        }
        return scopes;
    }

    // ------------------------------------------------------------------------------------------------ parts

    List<VariableView> parts(long id, Parts which, int first, int most, ValueFormat format) {
        if (first < 0 || most < 0) {
            throw new SessionException("A page cannot begin at " + first + " or have " + most + " parts.");
        }
        Container container = state.handles.container(id);
        Counts counts = counts(container, format);
        List<Fragment> page = new ArrayList<>();
        int named = which == Parts.INDEXED ? 0 : counts.named();
        int indexed = which == Parts.NAMED ? 0 : counts.indexed();
        int end = (int) Math.min((long) named + indexed, most == 0 ? Integer.MAX_VALUE : (long) first + most);
        if (first < Math.min(end, named)) {
            page.addAll(named(container, format).subList(first, Math.min(end, named)));
        }
        if (end > Math.max(first, named)) {
            int begin = Math.max(first, named) - named;
            page.addAll(indexed(container, begin, end - named - begin, format));
        }
        return page.stream().map(fragment -> view(fragment, id, container.frame(), format)).toList();
    }

    private Counts counts(Container container, ValueFormat format) {
        return switch (container) {
            case Held held -> counts(held.object(), format);
            default -> new Counts(named(container, format).size(), 0);
        };
    }

    private List<Fragment> named(Container container, ValueFormat format) {
        return switch (container) {
            case Locals locals -> fragments.locals(locals.frame());
            case Statics statics -> fragments.statics(statics.frame());
            case Pair pair -> List.of(Fragment.simple("key", pair.key(), "", "", Kind.FIELD),
                    Fragment.simple("value", pair.value(), "", "", Kind.FIELD));
            case Held held -> fragments.structure(held.object(), format).map(structure -> fragments.held(held, structure, 0, 0))
                    .orElseGet(() -> Fragments.fields(held, format));
            case FrameHandle frame -> throw new SessionException("A frame has scopes, not parts; ask for those.");
        };
    }

    private List<Fragment> indexed(Container container, int first, int most, ValueFormat format) {
        Held held = (Held) container;
        return held.object() instanceof ArrayReference array ? Fragments.elements(held, array, first, most)
                : fragments.held(held, fragments.structure(held.object(), format).orElseThrow(), first, most);
    }

    private Counts counts(ObjectReference object, ValueFormat format) {
        if (object instanceof ArrayReference array) {
            return new Counts(0, array.length());
        }
        Optional<Structure> structure = fragments.structure(object, format);
        if (structure.isPresent()) {
            return structure.get().kind() == Structure.Kind.NAMED ? new Counts(structure.get().size(), 0) : new Counts(0, structure.get().size());
        }
        return new Counts(Fragments.fields(new Held(null, object, ""), format).size(), 0);
    }

    /** Looks at the fields themselves, whatever structure is shown in their place. */
    Optional<FieldName> field(long id, String name) {
        return named(state.handles.container(id), FIELDS).stream().filter(fragment -> fragment.name().equals(name) && fragment.field() != null)
                .map(fragment -> new FieldName(HiddenCode.className(fragment.field().declaringType()), fragment.field().name())).findFirst();
    }

    // ------------------------------------------------------------------------------------------------ a variable

    /** The value of an expression. */
    VariableView expression(String text, Value value, String typeName, FrameHandle frame, ValueFormat format) {
        return view(Fragment.simple(text, value, typeName, text, Kind.EXPRESSION), 0, frame, format);
    }

    /** An exception as a variable. */
    VariableView thrown(ObjectReference exception, long container, FrameHandle frame, ValueFormat format) {
        return view(Fragment.simple("exception", exception, exception.type().name(), "", Kind.EXPRESSION), container, frame, format);
    }

    VariableView view(Fragment fragment, long container, FrameHandle frame, ValueFormat format) {
        Value value = fragment.value();
        boolean pair = fragment.key() != null && hasParts(fragment.key().key());
        Counts counts = pair ? new Counts(2, 0) : hasParts(value) ? counts((ObjectReference) value, format) : new Counts(0, 0);
        long id = counts.named() + counts.indexed() == 0 ? 0
                : pair ? state.handles.id(new Pair(frame, fragment.key().key(), value))
                        : state.handles.id(new Held(frame, (ObjectReference) value, fragment.expression()));
        String text = state.texts.of(value, format);
        String type = value == null ? TypeNames.of(fragment.typeName()) : TypeNames.of(value.type());
        boolean changed = fragment.kind() != Kind.EXPRESSION && changes.isChanged(place(fragment, container, frame) + format, text);
        return new VariableView(fragment.name(), type, text, id, container, counts.named(), counts.indexed(), fragment.expression(),
                fragment.kind(), changed);
    }

    /** Strings, boxes and the like are their text. */
    private static boolean hasParts(Value value) {
        return value instanceof ObjectReference object && !(value instanceof StringReference) && Primitives.unbox(object).isEmpty();
    }

    /** Names a variable across stops: by thread, height and method of its frame, and what it is called there. */
    private String place(Fragment fragment, long container, FrameHandle frame) {
        if (fragment.kind() == Kind.STATIC_FIELD) {
            return fragment.field().declaringType().name() + "." + fragment.field().name();
        }
        Location location = state.frame(frame).location();
        String head = frame.thread() + ":" + frame.height() + ":" + HiddenCode.className(location.declaringType()) + "." + location.method().name();
        String inside = state.handles.container(container) instanceof Held held ? held.expression() + "/" : "";
        return head + ":" + inside + fragment.name();
    }

    // ------------------------------------------------------------------------------------------------ changing

    /** Gives a part another value. */
    VariableView assign(long id, String name, String text, ValueFormat format) {
        Container container = state.handles.container(id);
        Value value = switch (container) {
            case Locals locals when name.equals("this") -> throw new SessionException("'this' cannot be assigned.");
            case Locals locals -> state.evaluator.assignLocal(name, text, state.context(locals.frame())).value();
            case Statics statics -> assignField(container, null, named(container, format), name, text);
            case Held held when held.object() instanceof ArrayReference array ->
                    state.evaluator.assignElement(array, index(name, array.length()), text, state.context(held.frame())).value();
            case Held held -> assignInObject(held, name, text, format);
            default -> throw new SessionException("'" + name + "' cannot be assigned.");
        };
        Fragment changed = Fragment.simple(name, value, "", "", Kind.EXPRESSION);
        return view(changed, id, container.frame(), format);
    }

    private Value assignInObject(Held held, String name, String text, ValueFormat format) {
        Optional<Structure> structure = fragments.structure(held.object(), format);
        if (structure.isEmpty()) {
            return assignField(held, held.object(), Fragments.fields(held, format), name, text);
        }
        Structure known = structure.get();
        return switch (known.kind()) {
            case ITEMS -> state.evaluator.assignItem(held.object(), index(name, known.size()), text, state.context(held.frame())).value();
            case ENTRIES -> state.evaluator.assignEntry(held.object(), fragments.held(held, known, 0, 0).stream()
                    .filter(fragment -> fragment.name().equals(name)).findFirst().orElseThrow(() -> missing(name)).key().key(),
                    text, state.context(held.frame())).value();
            case NAMED -> assignField(held, held.object(), Fragments.fields(held, format), name, text);
        };
    }

    private Value assignField(Container container, ObjectReference object, List<Fragment> fields, String name, String text) {
        Fragment found = fields.stream().filter(fragment -> fragment.name().equals(name)).findFirst().orElseThrow(() -> missing(name));
        return state.evaluator.assignField(found.field().isStatic() ? null : object, found.field(), text, state.context(container.frame())).value();
    }

    private static int index(String name, int length) {
        if (name.matches("\\[\\d{1,10}]")) {
            long index = Long.parseLong(name.substring(1, name.length() - 1));
            if (index < length) {
                return (int) index;
            }
        }
        throw missing(name);
    }

    private static SessionException missing(String name) {
        return new SessionException("There is no part '" + name + "' here.");
    }
}
