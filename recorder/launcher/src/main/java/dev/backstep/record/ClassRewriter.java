package dev.backstep.record;

import java.util.List;
import java.util.Map;

/** What is done to a JDK's classes; in tests something simpler than the instrumenter. Used by several threads at once. */
interface ClassRewriter {
    /** @return the class file to use instead; may be the same array */
    byte[] transform(String module, String className, byte[] classFile);

    /** @return classes to add to {@code java.base}, by internal name */
    Map<String, byte[]> addedClasses();

    /** @return options that every run needs, separated by white space; may be empty */
    String vmOptions();

    /** @return names of the natives that recordings know by number */
    List<String> hookNames();

    /** @return what tells the output of this rewriter from that of any other */
    String version();
}
