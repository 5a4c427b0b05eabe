package java.lang;

import dev.backstep.recording.EventCodes;
import java.util.Enumeration;
import java.util.Properties;
import jdk.internal.misc.VM;

/** The system properties as of activation: in the log, so that replay does not depend on its surroundings. */
final class BackstepProperties {
    /** Depends on heap size and collector; read by the replayer, which makes it so with -XX:MaxDirectMemorySize. */
    private static final String DIRECT_MEMORY = "backstep.vm.maxDirectMemory";

    private BackstepProperties() { }

    static void log(Properties properties) {
        BackstepLog.begin(EventCodes.PROPERTIES);
        BackstepLog.putUnsigned(properties.size() + 1);
        BackstepLog.putString(DIRECT_MEMORY);
        BackstepLog.putString(Long.toString(VM.maxDirectMemory()));
        for (Enumeration<?> names = properties.keys(); names.hasMoreElements();) {
            Object name = names.nextElement();
            BackstepLog.putString((String) name);
            BackstepLog.putString((String) properties.get(name));
        }
        BackstepLog.commit();
    }

    static void restore(Properties properties) {
        String libraries = properties.getProperty("sun.boot.library.path");
        BackstepLogReader.expect(EventCodes.PROPERTIES);
        int count = (int) BackstepLogReader.unsigned();
        properties.clear();
        for (int i = 0; i < count; i++) {
            String name = BackstepLogReader.string();
            String value = BackstepLogReader.string();
            if (!name.equals(DIRECT_MEMORY)) {
                properties.put(name, value);
            }
        }
        BackstepLogReader.done();
        // Where the VM finds its own libraries is true of this process only.
        if (libraries != null) {
            properties.put("sun.boot.library.path", libraries);
        }
    }
}
