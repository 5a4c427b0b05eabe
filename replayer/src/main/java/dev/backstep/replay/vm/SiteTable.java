package dev.backstep.replay.vm;

import dev.backstep.replay.session.CodeLocation;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * The places in application code where steps can be taken, by number. All replays of a recording define its classes in the
 * same order, so they share one table, which knows what the one that came furthest has told. Thread-safe.
 */
public final class SiteTable {
    /**
     * A class with sites.
     *
     * @param name binary
     * @param sourceFile as in the class file; empty if it does not say
     * @param methods those with sites
     */
    public record SteppedClass(String name, String sourceFile, List<SteppedMethod> methods) { }

    /**
     * A method with sites.
     *
     * @param access flags as in the class file
     * @param firstSite its first; the others follow
     * @param lines of its sites; 0 for the entry of a method without lines
     */
    public record SteppedMethod(String className, String name, String descriptor, int access, int firstSite, int[] lines) { }

    private final List<SteppedClass> classes = new ArrayList<>();
    /** By site. */
    private final List<SteppedMethod> methods = new ArrayList<>();
    private long readBytes;

    /** Reads what a JVM has told and others have not. */
    synchronized void update(ControlBlock block) {
        MemorySegment news = block.sites(readBytes);
        Reader reader = new Reader(news);
        while (reader.at < news.byteSize()) {
            readClass(reader);
        }
        readBytes += reader.at;
    }

    private void readClass(Reader in) {
        int site = in.number();
        int methodCount = in.number();
        String name = in.text();
        String source = in.text();
        List<SteppedMethod> ofClass = new ArrayList<>();
        for (int m = 0; m < methodCount; m++) {
            String method = in.text();
            String descriptor = in.text();
            int access = in.number();
            int[] lines = new int[in.number()];
            for (int i = 0; i < lines.length; i++) {
                lines[i] = in.number();
            }
            SteppedMethod stepped = new SteppedMethod(name, method, descriptor, access, site, lines);
            ofClass.add(stepped);
            for (int i = 0; i < lines.length; i++) {
                methods.add(stepped);
            }
            site += lines.length;
        }
        classes.add(new SteppedClass(name, source, List.copyOf(ofClass)));
    }

    /** Classes known so far, in order of definition. */
    public synchronized List<SteppedClass> classes() {
        return List.copyOf(classes);
    }

    public synchronized int classCount() {
        return classes.size();
    }

    /** @throws IndexOutOfBoundsException if there is no such site yet */
    public synchronized SteppedMethod method(int site) {
        return methods.get(site);
    }

    public CodeLocation location(int site) {
        SteppedMethod method = method(site);
        return new CodeLocation(method.className(), method.name(), method.lines()[site - method.firstSite()]);
    }

    private static final class Reader {
        private final MemorySegment bytes;
        private long at;

        Reader(MemorySegment bytes) {
            this.bytes = bytes;
        }

        int number() {
            int value = bytes.get(ValueLayout.JAVA_INT_UNALIGNED, at);
            at += 4;
            return value;
        }

        String text() {
            char[] chars = new char[number()];
            for (int i = 0; i < chars.length; i++) {
                chars[i] = bytes.get(ValueLayout.JAVA_CHAR_UNALIGNED, at);
                at += 2;
            }
            return new String(chars);
        }
    }
}
