package dev.backstep.replay.jdi.value;

import com.sun.jdi.Value;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/**
 * What an object holds, rather than how.
 *
 * @param size number of elements
 * @param more whether there are more, which have not been counted
 * @param elements from the first one on; each call begins anew, and reads as it goes
 */
public record Structure(Kind kind, int size, boolean more, Supplier<Iterator<Element>> elements) {
    /** What kind of holder it is. */
    public enum Kind {
        /** Elements in an order, or a set. */
        ITEMS,
        ENTRIES,
        /** A fixed, small number of named values: an optional, a map entry. */
        NAMED
    }

    /** Something held. */
    public sealed interface Element {
        Value value();
    }

    /** An element of a list or set. */
    public record Item(Value value) implements Element { }

    /** An entry of a map. */
    public record Entry(Value key, Value value) implements Element { }

    /** A named value. */
    public record Named(String name, Value value) implements Element { }

    /** All of them are counted. */
    Structure(Kind kind, int size, Supplier<Iterator<Element>> elements) {
        this(kind, size, false, elements);
    }

    /** A page of the elements. @param most 0 for all */
    public List<Element> page(int first, int most) {
        List<Element> page = new ArrayList<>();
        Iterator<Element> all = elements.get();
        for (int i = 0; all.hasNext() && (most == 0 || page.size() < most); i++) {
            Element element = all.next();
            if (i >= first) {
                page.add(element);
            }
        }
        return page;
    }

    static Structure named(Named... values) {
        return new Structure(Kind.NAMED, values.length, () -> List.<Element>of(values).iterator());
    }

    /** The keys of a map, as a set. */
    Structure keys() {
        return mapped(element -> new Item(((Entry) element).key()));
    }

    Structure values() {
        return mapped(element -> new Item(element.value()));
    }

    private Structure mapped(java.util.function.Function<Element, Element> change) {
        return new Structure(Kind.ITEMS, size, more, () -> {
            Iterator<Element> inner = elements.get();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return inner.hasNext();
                }

                @Override
                public Element next() {
                    return change.apply(inner.next());
                }
            };
        });
    }
}
