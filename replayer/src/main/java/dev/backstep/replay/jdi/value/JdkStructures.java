package dev.backstep.replay.jdi.value;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.ClassType;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.PrimitiveValue;
import com.sun.jdi.Value;
import dev.backstep.replay.jdi.machine.Fields;
import dev.backstep.replay.jdi.value.Structure.Element;
import dev.backstep.replay.jdi.value.Structure.Item;
import dev.backstep.replay.jdi.value.Structure.Kind;
import dev.backstep.replay.jdi.value.Structure.Named;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The collections of the JDK whose fields we know, read without running code. Source: {@code java.util} of JDK 25. A layout
 * that is not as expected gives no structure, never a wrong one: fields are looked for by name and kind.
 */
final class JdkStructures {
    private interface Reader {
        Structure read(ObjectReference object);
    }

    /** Each costs a request to the program. */
    private static final int MOST_COUNTED = 1000;
    private static final Map<String, Reader> READERS = new HashMap<>();

    private JdkStructures() { }

    /** @return what {@code object} holds, if its class or a superclass is one that we know */
    static Optional<Structure> of(ObjectReference object) {
        if (!(object.referenceType() instanceof ClassType type)) {
            return Optional.empty();
        }
        for (ClassType t = type; t != null; t = t.superclass()) {
            Reader reader = READERS.get(t.name());
            if (reader != null) {
                return Optional.ofNullable(reader.read(object));
            }
        }
        return Optional.empty();
    }

    static {
        lists();
        immutable();
        queues();
        maps();
        views();
        holders();
    }

    private static void add(Reader reader, String... names) {
        for (String name : names) {
            READERS.put((name.startsWith("concurrent.") ? "java.util." : name.startsWith("java.") ? "" : "java.util.") + name, reader);
        }
    }

    // ------------------------------------------------------------------------------------------------ lists and queues

    private static void lists() {
        add(o -> array(o, "elementData", "size"), "ArrayList");
        add(o -> array(o, "elementData", "elementCount"), "Vector");
        add(o -> whole(Fields.array(o, "a")), "Arrays$ArrayList");
        add(o -> whole(Fields.array(o, "array")), "concurrent.CopyOnWriteArrayList");
        add(o -> items(Fields.integer(o, "size"), () -> Nodes.linkedWithNulls(Fields.object(o, "first"), "next", "item")), "LinkedList");
        add(JdkStructures::subList, "ArrayList$SubList", "ImmutableCollections$SubList");
        add(o -> items(List.of()), "Collections$EmptyList", "Collections$EmptySet");
        add(o -> items(one(Fields.read(o, "element"))), "Collections$SingletonList", "Collections$SingletonSet");
        add(o -> items(java.util.Collections.nCopies(Fields.integer(o, "n"), (Element) new Item(Fields.read(o, "element")))),
                "Collections$CopiesList");
    }

    private static void immutable() {
        add(o -> whole(Fields.array(o, "elements")), "ImmutableCollections$ListN");
        add(JdkStructures::oneOrTwo, "ImmutableCollections$List12", "ImmutableCollections$Set12");
        add(o -> items(Fields.integer(o, "size"), () -> nonNull(Fields.array(o, "elements"))), "ImmutableCollections$SetN");
        add(o -> entries(1, () -> List.<Element>of(new Structure.Entry(Fields.read(o, "k0"), Fields.read(o, "v0"))).iterator()),
                "ImmutableCollections$Map1");
        add(o -> entries(Fields.integer(o, "size"), () -> Nodes.pairs(Fields.array(o, "table"), null)), "ImmutableCollections$MapN");
    }

    private static void queues() {
        add(JdkStructures::arrayDeque, "ArrayDeque");
        add(o -> array(o, "queue", "size"), "PriorityQueue", "concurrent.PriorityBlockingQueue");
        add(o -> ring(Fields.array(o, "items"), Fields.integer(o, "takeIndex"), Fields.integer(o, "count")), "concurrent.ArrayBlockingQueue");
        add(o -> items(Fields.integer(Fields.object(o, "count"), "value"), () -> Nodes.linked(Fields.object(o, "head"), "next", "item")),
                "concurrent.LinkedBlockingQueue");
        add(o -> items(Fields.integer(o, "count"), () -> Nodes.linked(Fields.object(o, "first"), "next", "item")),
                "concurrent.LinkedBlockingDeque");
        add(o -> counted(() -> Nodes.linked(Fields.object(o, "head"), "next", "item")),
                "concurrent.ConcurrentLinkedQueue", "concurrent.ConcurrentLinkedDeque");
    }

    private static Structure array(ObjectReference o, String array, String size) {
        return ring(Fields.array(o, array), 0, Fields.integer(o, size));
    }

    private static Structure whole(ArrayReference array) {
        return array == null ? null : ring(array, 0, array.length());
    }

    private static Structure ring(ArrayReference array, int start, int count) {
        return array == null || count < 0 || count > array.length() ? null : items(count, () -> Nodes.ring(array, start, count));
    }

    private static Structure arrayDeque(ObjectReference o) {
        ArrayReference elements = Fields.array(o, "elements");
        int head = Fields.integer(o, "head");
        int count = Fields.integer(o, "tail") - head;
        return elements == null ? null : ring(elements, head, count < 0 ? count + elements.length() : count);
    }

    private static Structure subList(ObjectReference o) {
        ObjectReference root = Fields.object(o, "root");
        Optional<Structure> whole = root == null ? Optional.empty() : of(root);
        int offset = Fields.integer(o, "offset");
        int size = Fields.integer(o, "size");
        return whole.map(all -> items(size, () -> size == 0 ? List.<Element>of().iterator() : all.page(offset, size).iterator())).orElse(null);
    }

    private static Structure oneOrTwo(ObjectReference o) {
        Value absent = Fields.readStatic(o.virtualMachine().classesByName("java.util.ImmutableCollections").getFirst(), "EMPTY");
        List<Element> elements = new ArrayList<>(one(Fields.read(o, "e0")));
        Value second = Fields.read(o, "e1");
        if (second == null || !second.equals(absent)) {
            elements.add(new Item(second));
        }
        return items(elements);
    }

    // ------------------------------------------------------------------------------------------------ maps

    private static void maps() {
        add(o -> entries(Fields.integer(o, "size"), () -> Nodes.table(Fields.array(o, "table"), "next", "key", "value")), "HashMap");
        add(o -> entries(Fields.integer(o, "size"), () -> Nodes.chain(Fields.object(o, "head"), "after", "key", "value")), "LinkedHashMap");
        add(o -> entries(Fields.integer(o, "count"), () -> Nodes.table(Fields.array(o, "table"), "next", "key", "value")), "Hashtable");
        add(o -> of(Fields.object(o, "map")).orElse(null), "Properties");
        add(o -> entries(Fields.integer(o, "size"), () -> Nodes.tree(Fields.object(o, "root"))), "TreeMap");
        add(o -> entries(Fields.integer(o, "size"),
                () -> Nodes.pairs(Fields.array(o, "table"), Fields.readStatic(o.referenceType(), "NULL_KEY"))), "IdentityHashMap");
        add(JdkStructures::concurrentHashMap, "concurrent.ConcurrentHashMap");
        add(o -> entries(0, List.<Element>of()::iterator), "Collections$EmptyMap");
        add(o -> entries(1, () -> List.<Element>of(new Structure.Entry(Fields.read(o, "k"), Fields.read(o, "v"))).iterator()),
                "Collections$SingletonMap");
        add(JdkStructures::enumMap, "EnumMap");
        add(JdkStructures::enumSet, "RegularEnumSet");
    }

    private static Structure concurrentHashMap(ObjectReference o) {
        long size = Fields.longInteger(o, "baseCount");
        ArrayReference cells = Fields.array(o, "counterCells");
        for (Value cell : cells == null ? List.<Value>of() : cells.getValues()) {
            size += cell == null ? 0 : Fields.longInteger((ObjectReference) cell, "value");
        }
        return entries((int) Math.max(0, Math.min(size, Integer.MAX_VALUE)), () -> Nodes.concurrent(Fields.array(o, "table")));
    }

    private static Structure enumMap(ObjectReference o) {
        ArrayReference keys = Fields.array(o, "keyUniverse");
        ArrayReference values = Fields.array(o, "vals");
        if (keys == null || values == null || keys.length() != values.length()) {
            return null;
        }
        Value nothing = Fields.readStatic(o.referenceType(), "NULL");
        List<Element> entries = new ArrayList<>();
        for (int i = 0; i < keys.length(); i++) {
            Value value = values.getValue(i);
            if (value != null) {
                entries.add(new Structure.Entry(keys.getValue(i), value.equals(nothing) ? null : value));
            }
        }
        return entries(entries.size(), entries::iterator);
    }

    private static Structure enumSet(ObjectReference o) {
        ArrayReference universe = Fields.array(o, "universe");
        long bits = Fields.longInteger(o, "elements");
        List<Element> members = new ArrayList<>();
        for (int i = 0; universe != null && i < universe.length(); i++) {
            if ((bits >>> i & 1) != 0) {
                members.add(new Item(universe.getValue(i)));
            }
        }
        return items(members);
    }

    // ------------------------------------------------------------------------------------------------ what wraps others

    private static void views() {
        for (String kind : List.of("Unmodifiable", "Synchronized", "Checked")) {
            add(o -> inner(o, "c"), "Collections$" + kind + "Collection");
            add(o -> inner(o, "m"), "Collections$" + kind + "Map");
        }
        add(o -> inner(o, "al"), "concurrent.CopyOnWriteArraySet");
        add(o -> keys(o, "map"), "HashSet", "concurrent.ConcurrentHashMap$KeySetView");
        add(o -> keys(o, "m"), "TreeSet", "concurrent.ConcurrentSkipListSet", "Collections$SetFromMap", "TreeMap$KeySet");
        add(o -> keys(o, "this$0"), "HashMap$KeySet", "LinkedHashMap$LinkedKeySet");
        add(o -> structureOf(o, "this$0").map(Structure::values).orElse(null),
                "HashMap$Values", "LinkedHashMap$LinkedValues", "TreeMap$Values");
        add(o -> structureOf(o, "map").map(Structure::values).orElse(null), "concurrent.ConcurrentHashMap$ValuesView");
        add(o -> inner(o, "this$0"), "HashMap$EntrySet", "LinkedHashMap$LinkedEntrySet", "TreeMap$EntrySet");
        add(o -> inner(o, "map"), "concurrent.ConcurrentHashMap$EntrySetView");
    }

    private static Optional<Structure> structureOf(ObjectReference o, String field) {
        ObjectReference inner = Fields.object(o, field);
        return inner == null ? Optional.empty() : of(inner);
    }

    private static Structure inner(ObjectReference o, String field) {
        return structureOf(o, field).orElse(null);
    }

    private static Structure keys(ObjectReference o, String field) {
        return structureOf(o, field).filter(map -> map.kind() == Kind.ENTRIES).map(Structure::keys).orElse(null);
    }

    // ------------------------------------------------------------------------------------------------ holders

    private static void holders() {
        add(o -> optional(Fields.read(o, "value")), "Optional");
        add(o -> Fields.flag(o, "isPresent") ? optional(Fields.read(o, "value")) : optional(null),
                "OptionalInt", "OptionalLong", "OptionalDouble");
        add(o -> Structure.named(new Named("value", Fields.read(o, "value"))), "concurrent.atomic.AtomicReference",
                "concurrent.atomic.AtomicInteger", "concurrent.atomic.AtomicLong");
        add(JdkStructures::atomicBoolean, "concurrent.atomic.AtomicBoolean");
        add(o -> whole(Fields.array(o, "array")), "concurrent.atomic.AtomicIntegerArray", "concurrent.atomic.AtomicLongArray",
                "concurrent.atomic.AtomicReferenceArray");
        add(o -> Structure.named(new Named("key", Fields.read(o, "key")), new Named("value", Fields.read(o, "value"))), "HashMap$Node",
                "TreeMap$Entry", "KeyValueHolder", "AbstractMap$SimpleEntry", "AbstractMap$SimpleImmutableEntry", "Hashtable$Entry");
        add(o -> Structure.named(new Named("key", Fields.read(o, "key")), new Named("value", Fields.read(o, "val"))),
                "concurrent.ConcurrentHashMap$Node", "concurrent.ConcurrentHashMap$MapEntry");
    }

    private static Structure optional(Value value) {
        return value == null ? Structure.named() : Structure.named(new Named("value", value));
    }

    private static Structure atomicBoolean(ObjectReference o) {
        boolean value = Fields.read(o, "value") instanceof PrimitiveValue number && number.intValue() != 0;
        return Structure.named(new Named("value", o.virtualMachine().mirrorOf(value)));
    }

    // ------------------------------------------------------------------------------------------------ making structures

    private static List<Element> one(Value value) {
        return List.of(new Item(value));
    }

    private static Structure items(List<Element> elements) {
        return items(elements.size(), elements::iterator);
    }

    private static Structure items(int size, Supplier<Iterator<Element>> elements) {
        return new Structure(Kind.ITEMS, size, elements);
    }

    private static Structure entries(int size, Supplier<Iterator<Element>> elements) {
        return new Structure(Kind.ENTRIES, size, elements);
    }

    /** For what keeps no count of its own. */
    private static Structure counted(Supplier<Iterator<Element>> elements) {
        Iterator<Element> all = elements.get();
        int size = 0;
        for (; size < MOST_COUNTED && all.hasNext(); all.next()) {
            size++;
        }
        return new Structure(Kind.ITEMS, size, all.hasNext(), elements);
    }

    private static Iterator<Element> nonNull(ArrayReference array) {
        List<Element> present = new ArrayList<>();
        for (Value value : array == null ? List.<Value>of() : array.getValues()) {
            if (value != null) {
                present.add(new Item(value));
            }
        }
        return present.iterator();
    }
}
