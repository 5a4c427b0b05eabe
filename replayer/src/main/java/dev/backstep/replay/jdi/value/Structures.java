package dev.backstep.replay.jdi.value;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.ClassType;
import com.sun.jdi.InterfaceType;
import com.sun.jdi.Method;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.Value;
import dev.backstep.replay.jdi.machine.Machine;
import dev.backstep.replay.jdi.value.Structure.Element;
import dev.backstep.replay.jdi.value.Structure.Entry;
import dev.backstep.replay.jdi.value.Structure.Item;
import dev.backstep.replay.jdi.value.Structure.Kind;
import dev.backstep.replay.session.SessionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What objects hold: read where we know how, else asked of the object, which is a diversion. */
public final class Structures {
    private final Machine machine;
    private final Map<ObjectReference, Optional<Structure>> asked = new HashMap<>();

    public Structures(Machine machine) {
        this.machine = machine;
    }

    /** Runs no code. */
    public Optional<Structure> known(ObjectReference object) {
        return JdkStructures.of(object);
    }

    /** May run code: {@code toArray}, {@code entrySet}. */
    public Optional<Structure> of(ObjectReference object) {
        Optional<Structure> known = known(object);
        return known.isPresent() ? known : asked.computeIfAbsent(object, this::ask);
    }

    private Optional<Structure> ask(ObjectReference object) {
        try {
            if (isA(object, "java.util.Map")) {
                return array(call(object, "entrySet", "()Ljava/util/Set;")).map(this::entries);
            }
            return isA(object, "java.util.Collection") ? array(object).map(Structures::items) : Optional.empty();
        } catch (SessionException e) {
            return Optional.empty();    // it is shown by its fields then, which is what there is to see
        }
    }

    private Optional<List<Value>> array(Value collection) {
        return collection instanceof ObjectReference object
                && call(object, "toArray", "()[Ljava/lang/Object;") instanceof ArrayReference array
                ? Optional.of(array.getValues()) : Optional.empty();
    }

    private static Structure items(List<Value> values) {
        return new Structure(Kind.ITEMS, values.size(), () -> values.stream().map(value -> (Element) new Item(value)).iterator());
    }

    private Structure entries(List<Value> entries) {
        List<Element> read = new ArrayList<>();
        for (Value entry : entries) {
            ObjectReference object = (ObjectReference) entry;
            Optional<Structure> known = known(object).filter(structure -> structure.kind() == Kind.NAMED && structure.size() == 2);
            if (known.isPresent()) {
                List<Element> both = known.get().page(0, 2);
                read.add(new Entry(both.get(0).value(), both.get(1).value()));
            } else {
                read.add(new Entry(call(object, "getKey", "()Ljava/lang/Object;"), call(object, "getValue", "()Ljava/lang/Object;")));
            }
        }
        return new Structure(Kind.ENTRIES, read.size(), read::iterator);
    }

    private Value call(ObjectReference object, String name, String signature) {
        Method method = machine.classes().method(object.referenceType(), name, signature);
        return machine.invoker().call(object, method, List.of());
    }

    private static boolean isA(ObjectReference object, String interfaceName) {
        if (!(object.referenceType() instanceof ClassType type)) {
            return false;
        }
        for (InterfaceType each : type.allInterfaces()) {
            if (each.name().equals(interfaceName)) {
                return true;
            }
        }
        return false;
    }
}
