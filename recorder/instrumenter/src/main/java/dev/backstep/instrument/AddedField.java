package dev.backstep.instrument;

import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;

/** A field that the runtime needs in a class of the JDK. */
record AddedField(String name, String descriptor, int access) {
    private static final String OBJECT = "Ljava/lang/Object;";
    private static final int HELD = Opcodes.ACC_PRIVATE | Opcodes.ACC_TRANSIENT | Opcodes.ACC_SYNTHETIC;
    private static final AddedField STRONG = new AddedField("backstep$strong", OBJECT, HELD);

    private static final Map<String, List<AddedField>> BY_CLASS = Map.of(
            "java/lang/Thread", List.of(new AddedField("backstep$state", OBJECT, HELD),
                    // In the place of Thread.interrupted, which the VM reads when it parks
                    new AddedField("backstep$interrupted", "Z", HELD | Opcodes.ACC_VOLATILE)),
            "java/lang/ClassLoader", List.of(new AddedField("backstep$serial", "Z", HELD), new AddedField("backstep$facts", OBJECT, HELD)),
            // Never an object field in Reference itself: the VM rewrites its oop map
            "java/lang/ref/Reference", List.of(new AddedField("backstep$live", "Z", HELD), new AddedField("backstep$id", "I", HELD)),
            "java/lang/ref/WeakReference", List.of(STRONG),
            "java/lang/ref/SoftReference", List.of(STRONG),
            "java/lang/ref/PhantomReference", List.of(STRONG),
            "java/lang/ref/FinalReference", List.of(STRONG));

    static List<AddedField> of(String owner) {
        return BY_CLASS.getOrDefault(owner, List.of());
    }
}
