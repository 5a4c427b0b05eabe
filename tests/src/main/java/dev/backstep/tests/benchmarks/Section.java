package dev.backstep.tests.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A chapter of the benchmarks: measures some parts, each of which is kept as soon as it is there, and makes a text of what is kept. */
public interface Section {
    /** One word, for the command line. */
    String name();

    String title();

    /** What it answers. */
    String question();

    /** Names that may stand on the command line instead of the section's. */
    default List<String> parts() {
        return List.of();
    }

    void measure(BenchOptions options, Keeper keeper) throws IOException, InterruptedException;

    /** Where results go. */
    interface Keeper {
        /** Whether a part need not be measured again. */
        boolean has(String part);

        /** Keeps a part, of which there may be an older one. @param figures that JSON can hold */
        void keep(String part, Map<String, Object> figures) throws IOException;

        /** Tells people what is under way. */
        void progress(String what);
    }

    /** Markdown. @param parts what is kept, in the order of their names */
    List<String> text(Map<String, Map<String, Object>> parts);

    /** A picture in SVG, or an empty text if there is none. */
    default String picture(Map<String, Map<String, Object>> parts) {
        return "";
    }
}
