package dev.backstep.replay.jdi.value;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.Value;
import dev.backstep.replay.jdi.machine.Fields;
import dev.backstep.replay.jdi.value.Structure.Element;
import dev.backstep.replay.jdi.value.Structure.Entry;
import dev.backstep.replay.jdi.value.Structure.Item;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Walks over the nodes of collections in the program, reading each when it is reached. */
final class Nodes {
    private Nodes() { }

    /** Computes one element after the other. */
    abstract static class Walk implements Iterator<Element> {
        private Element ahead;

        /** @return the next element, or null at the end */
        abstract Element read();

        @Override
        public final boolean hasNext() {
            if (ahead == null) {
                ahead = read();
            }
            return ahead != null;
        }

        @Override
        public final Element next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Element element = ahead;
            ahead = null;
            return element;
        }
    }

    /** Items of an array, from an index on, round its end if need be. */
    static Iterator<Element> ring(ArrayReference array, int start, int count) {
        return new Walk() {
            private static final int CHUNK = 100;
            private List<Value> chunk = List.of();
            private int inChunk;
            private int done;

            @Override
            Element read() {
                if (done == count) {
                    return null;
                }
                if (inChunk == chunk.size()) {
                    int at = (start + done) % array.length();
                    int most = Math.min(CHUNK, Math.min(count - done, array.length() - at));
                    chunk = array.getValues(at, most);
                    inChunk = 0;
                }
                done++;
                return new Item(chunk.get(inChunk++));
            }
        };
    }

    /** Items of a linked list; nodes without an item are skipped (removed ones, or the head). */
    static Iterator<Element> linked(ObjectReference first, String next, String item) {
        return new Walk() {
            private ObjectReference node = first;

            @Override
            Element read() {
                while (node != null) {
                    List<Value> fields = Fields.several(node, item, next);
                    ObjectReference following = (ObjectReference) fields.get(1);
                    node = node.equals(following) ? null : following;   // a removed node of a concurrent queue points to itself
                    if (fields.get(0) != null) {
                        return new Item(fields.get(0));
                    }
                }
                return null;
            }
        };
    }

    /** Items of a linked list that may hold null. */
    static Iterator<Element> linkedWithNulls(ObjectReference first, String next, String item) {
        return new Walk() {
            private ObjectReference node = first;

            @Override
            Element read() {
                if (node == null) {
                    return null;
                }
                List<Value> fields = Fields.several(node, item, next);
                node = (ObjectReference) fields.get(1);
                return new Item(fields.get(0));
            }
        };
    }

    /** Entries of nodes in a chain. */
    static Iterator<Element> chain(ObjectReference first, String next, String key, String value) {
        return new Walk() {
            private ObjectReference node = first;

            @Override
            Element read() {
                if (node == null) {
                    return null;
                }
                List<Value> fields = Fields.several(node, key, value, next);
                node = (ObjectReference) fields.get(2);
                return new Entry(fields.get(0), fields.get(1));
            }
        };
    }

    /** Entries of a table of chains. */
    static Iterator<Element> table(ArrayReference table, String next, String key, String value) {
        return new Walk() {
            private final Iterator<Element> bins = table == null ? List.<Element>of().iterator() : ring(table, 0, table.length());
            private Iterator<Element> bin = List.<Element>of().iterator();

            @Override
            Element read() {
                while (!bin.hasNext()) {
                    if (!bins.hasNext()) {
                        return null;
                    }
                    bin = chain((ObjectReference) bins.next().value(), next, key, value);
                }
                return bin.next();
            }
        };
    }

    /** Entries of an array of keys and values in turn; places without a key are skipped. @param nullKey stands for null */
    static Iterator<Element> pairs(ArrayReference table, Value nullKey) {
        return new Walk() {
            private final Iterator<Element> all = table == null ? List.<Element>of().iterator() : ring(table, 0, table.length());

            @Override
            Element read() {
                while (all.hasNext()) {
                    Value key = all.next().value();
                    Value value = all.next().value();
                    if (key != null) {
                        return new Entry(key.equals(nullKey) ? null : key, value);
                    }
                }
                return null;
            }
        };
    }

    /** Entries of a binary tree in ascending order. */
    static Iterator<Element> tree(ObjectReference root) {
        return new Walk() {
            private final Deque<List<Value>> open = new ArrayDeque<>();

            {
                descend(root);
            }

            private void descend(Value from) {
                for (Value node = from; node != null; node = open.peek().get(2)) {
                    open.push(Fields.several((ObjectReference) node, "key", "value", "left", "right"));
                }
            }

            @Override
            Element read() {
                if (open.isEmpty()) {
                    return null;
                }
                List<Value> fields = open.pop();
                descend(fields.get(3));
                return new Entry(fields.get(0), fields.get(1));
            }
        };
    }

    /** Entries of a {@code ConcurrentHashMap} table, also while it is being enlarged. */
    static Iterator<Element> concurrent(ArrayReference table) {
        return new Walk() {
            private final Deque<Value> bins = new ArrayDeque<>();
            private final Iterator<Element> all = table == null ? List.<Element>of().iterator() : ring(table, 0, table.length());
            private int index = -1;
            private Iterator<Element> bin = List.<Element>of().iterator();

            @Override
            Element read() {
                while (!bin.hasNext()) {
                    Value head;
                    if (!bins.isEmpty()) {
                        head = bins.pop();
                    } else if (all.hasNext()) {
                        index++;
                        head = all.next().value();
                    } else {
                        return null;
                    }
                    if (head != null) {
                        open((ObjectReference) head);
                    }
                }
                return bin.next();
            }

            /** A negative hash marks special nodes: -1 moved to the next table, -2 a tree, -3 reserved. */
            private void open(ObjectReference head) {
                int hash = Fields.integer(head, "hash");
                if (hash >= 0) {
                    bin = chain(head, "next", "key", "val");
                } else if (hash == -2) {
                    bin = chain(Fields.object(head, "first"), "next", "key", "val");
                } else if (hash == -1) {
                    ArrayReference next = Fields.array(head, "nextTable");
                    for (int i = index; next != null && i < next.length(); i += table.length()) {
                        if (next.getValue(i) != null) {
                            bins.push(next.getValue(i));
                        }
                    }
                }
            }
        };
    }
}
