package dev.backstep.web.served;

import dev.backstep.replay.session.FrameView;
import dev.backstep.replay.session.SourceView;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names of source files in requests. Only what we handed out is known here, so no path that a client makes up reaches the session or
 * the file system.
 */
public final class SourceKeys {
    private final Map<String, String> sourceByKey = new ConcurrentHashMap<>();

    /** Of a frame's source: the package makes files of one name different. */
    public String of(FrameView frame, SourceView source) {
        String className = frame.location().className();
        String folder = className.substring(0, className.lastIndexOf('.') + 1).replace('.', '/');
        return source.path().map(path -> handOut(path.toString())).orElseGet(() -> handOut(folder + source.name()));
    }

    public String of(SourceView source) {
        return handOut(source.path().map(Object::toString).orElse(source.name()));
    }

    private String handOut(String source) {
        sourceByKey.put(source, source);
        return source;
    }

    /** @return what the session knows it by, or null if the key is not one of ours */
    public String find(String key) {
        return sourceByKey.get(key);
    }
}
