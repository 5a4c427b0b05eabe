package dev.backstep.web.json;

import dev.backstep.replay.session.SourceView;
import java.util.Map;

/** A source file. Its key is what requests name it by. */
public final class SourceJson {
    private SourceJson() { }

    public static Map<String, Object> of(SourceView source, String key) {
        return Fields.of("id", source.id())
                .and("name", source.name())
                .and("key", key)
                .and("origin", source.origin().name())
                .map();
    }
}
