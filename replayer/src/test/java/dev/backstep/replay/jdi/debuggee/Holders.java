package dev.backstep.replay.jdi.debuggee;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.AbstractList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.Vector;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Holds one of each: what it holds must be seen without running code. */
public final class Holders {
    /** Each holds three elements, in this order: 1, 2, 3; sets and queues of whatever order hold the same. */
    static final Map<String, Object> ITEMS = new LinkedHashMap<>();
    /** Each maps a to 1 and b to 2. */
    static final Map<String, Object> ENTRIES = new LinkedHashMap<>();
    /** Strange to us: must be asked. */
    static final Map<String, Object> ASKED = new LinkedHashMap<>();

    private Holders() { }

    /** A list that computes its elements. */
    static final class Squares extends AbstractList<Integer> {
        @Override
        public Integer get(int index) {
            return index * index;
        }

        @Override
        public int size() {
            return 4;
        }
    }

    /** Has a text. */
    static final class Named {
        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return "named " + name;
        }
    }

    /** Its text fails. */
    static final class Grumpy {
        private final int size = 3;

        @Override
        public String toString() {
            throw new IllegalStateException("size " + size);
        }
    }

    private static void items() {
        List<Integer> three = List.of(1, 2, 3);
        ITEMS.put("ArrayList", new ArrayList<>(three));
        ITEMS.put("anonymous", new ArrayList<>(three) { });
        ITEMS.put("subList", new ArrayList<>(List.of(0, 1, 2, 3, 4)).subList(1, 4));
        ITEMS.put("List.of.subList", List.of(0, 1, 2, 3, 4).subList(1, 4));
        ITEMS.put("List.of", three);
        ITEMS.put("Arrays.asList", Arrays.asList(1, 2, 3));
        ITEMS.put("Set.of", Set.of(1, 2, 3));
        ITEMS.put("LinkedList", new LinkedList<>(three));
        ITEMS.put("Vector", new Vector<>(three));
        ITEMS.put("HashSet", new HashSet<>(three));
        ITEMS.put("LinkedHashSet", new LinkedHashSet<>(three));
        ITEMS.put("TreeSet", new TreeSet<>(three));
        ITEMS.put("unmodifiableList", Collections.unmodifiableList(new ArrayList<>(three)));
        ITEMS.put("synchronizedSet", Collections.synchronizedSet(new TreeSet<>(three)));
        ITEMS.put("CopyOnWriteArrayList", new CopyOnWriteArrayList<>(three));
        ITEMS.put("PriorityQueue", new PriorityQueue<>(three));
        ITEMS.put("ConcurrentLinkedQueue", new ConcurrentLinkedQueue<>(three));
        ITEMS.put("LinkedBlockingQueue", new LinkedBlockingQueue<>(three));
        ITEMS.put("LinkedBlockingDeque", new LinkedBlockingDeque<>(three));
        ITEMS.put("keySet", new TreeMap<>(Map.of(1, "a", 2, "b", 3, "c")).keySet());
        ITEMS.put("values", new LinkedHashMap<>(Map.of("x", 1, "y", 2, "z", 3)).values());
        ArrayDeque<Integer> deque = new ArrayDeque<>(4);
        for (int i = -14; i <= 3; i++) {
            deque.add(i);
            if (deque.size() > 3) {
                deque.remove();
            }
        }
        ITEMS.put("ArrayDeque", deque);
        ArrayBlockingQueue<Integer> bounded = new ArrayBlockingQueue<>(4);
        for (int i = -3; i <= 3; i++) {
            bounded.offer(i);
            if (bounded.size() > 3) {
                bounded.poll();
            }
        }
        ITEMS.put("ArrayBlockingQueue", bounded);
        ITEMS.put("newSetFromMap", Collections.newSetFromMap(new LinkedHashMap<>()));
        @SuppressWarnings("unchecked")
        Collection<Integer> fromMap = (Collection<Integer>) ITEMS.get("newSetFromMap");
        fromMap.addAll(three);
    }

    private static void entries() {
        Map<String, Integer> two = Map.of("a", 1, "b", 2);
        ENTRIES.put("Map.of", two);
        ENTRIES.put("HashMap", new HashMap<>(two));
        ENTRIES.put("LinkedHashMap", new LinkedHashMap<>(two));
        ENTRIES.put("TreeMap", new TreeMap<>(two));
        ENTRIES.put("Hashtable", new Hashtable<>(two));
        ENTRIES.put("ConcurrentHashMap", new ConcurrentHashMap<>(two));
        ENTRIES.put("unmodifiableMap", Collections.unmodifiableMap(new HashMap<>(two)));
        IdentityHashMap<String, Integer> identity = new IdentityHashMap<>();
        identity.put("a", 1);
        identity.put("b", 2);
        ENTRIES.put("IdentityHashMap", identity);
        Properties properties = new Properties();
        properties.put("a", 1);
        properties.put("b", 2);
        ENTRIES.put("Properties", properties);
        ASKED.put("skipList", new ConcurrentSkipListMap<>(two));
        ASKED.put("squares", new Squares());
    }

    @SuppressWarnings("unused")
    private static void run() {
        Map<Integer, Integer> large = new HashMap<>();
        ConcurrentHashMap<Integer, Integer> concurrent = new ConcurrentHashMap<>();
        List<Integer> many = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            large.put(i, -i);
            concurrent.put(i, -i);
            many.add(i);
        }
        Queue<Integer> queue = new ConcurrentLinkedQueue<>(many);
        queue.addAll(many);
        int[] array = new int[10_000];
        array[9_999] = 5;
        Object[] mixed = {1, "two", null, new int[2][3]};
        EnumMap<TimeUnit, String> units = new EnumMap<>(Map.of(TimeUnit.DAYS, "d", TimeUnit.HOURS, "h"));
        EnumSet<TimeUnit> set = EnumSet.of(TimeUnit.DAYS, TimeUnit.NANOSECONDS);
        Optional<String> present = Optional.of("here");
        Optional<String> empty = Optional.empty();
        OptionalInt number = OptionalInt.of(4);
        AtomicInteger atomic = new AtomicInteger(9);
        AtomicBoolean flag = new AtomicBoolean(true);
        AtomicReference<String> reference = new AtomicReference<>("r");
        Map.Entry<String, Integer> entry = Map.entry("k", 1);
        Map<List<String>, Integer> listKeys = new HashMap<>(Map.of(List.of("x", "y"), 5));
        List<Object> none = List.of();
        BigInteger whole = new BigInteger("-123456789012345678901234567890");
        BigDecimal fraction = new BigDecimal("12.3400");
        UUID uuid = new UUID(1, 2);
        LocalDateTime when = LocalDateTime.of(2025, 2, 3, 4, 5, 6);
        Instant instant = Instant.ofEpochSecond(1_700_000_000);
        Duration duration = Duration.ofMinutes(90);
        Path path = Path.of("/tmp/ä");
        StringBuilder builder = new StringBuilder("built €");
        String longText = "x".repeat(5000);
        String quoted = "say \"hi\"\n\u0001";
        Class<?> type = Map.Entry.class;
        Integer boxed = 255;
        char letter = 'é';
        byte small = -1;
        Named named = new Named("n");
        Grumpy grumpy = new Grumpy();
        Runnable lambda = () -> { };
        Exception exception = new IllegalArgumentException("wrong", new RuntimeException("cause"));
        Base base = new Base() {
            private final String hidden = "mine";
        };
        byte[] bytes = {1, 2, 3, -1};
        ByteBuffer heap = ByteBuffer.wrap(new byte[] {9, 8, 7, 6}, 1, 2).slice();
        ByteBuffer direct = ByteBuffer.allocateDirect(4).putInt(0x01020304);
        Stop.here();
        array[0] = 1;
        many.add(1000);
        Stop.here();
    }

    public static void main(String[] args) {
        items();
        entries();
        run();
    }
}
