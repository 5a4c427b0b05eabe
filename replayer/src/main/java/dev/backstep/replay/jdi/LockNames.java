package dev.backstep.replay.jdi;

import com.sun.jdi.ClassObjectReference;
import com.sun.jdi.ObjectReference;
import dev.backstep.replay.jdi.value.TypeNames;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Names of locks: the type, numbered where several are of one type. */
final class LockNames {
    private static final Pattern SYNCHRONIZER = Pattern.compile("\\.(NonfairSync|FairSync|Sync)$");

    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<ObjectReference, String> names = new HashMap<>();

    /** {@code ReentrantLock} for the synchronizer inside it. A class is locked by static methods, or waited for until it is initialised. */
    static String of(ObjectReference lock) {
        if (lock instanceof ClassObjectReference type) {
            return "class " + TypeNames.of(type.reflectedType());
        }
        return SYNCHRONIZER.matcher(TypeNames.of(lock.referenceType())).replaceFirst("");
    }

    String name(ObjectReference lock) {
        return names.computeIfAbsent(lock, l -> {
            String type = of(l);
            int count = counts.merge(type, 1, Integer::sum);
            return count == 1 ? type : type + " (" + count + ")";
        });
    }
}
