package dev.backstep.replay.jdi.expression;

import com.sun.jdi.ArrayType;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VirtualMachine;
import dev.backstep.replay.jdi.machine.HiddenCode;
import dev.backstep.replay.source.Sources;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;

/** What a compiler sees of the program: its classes as stubs. Keeps in memory what it makes. */
final class ProgramFiles extends ForwardingJavaFileManager<JavaFileManager> {
    private final VirtualMachine vm;
    private final Sources sources;
    private final Map<String, ByteArrayOutputStream> made = new LinkedHashMap<>();

    ProgramFiles(JavaFileManager jdk, VirtualMachine vm, Sources sources) {
        super(jdk);
        this.vm = vm;
        this.sources = sources;
    }

    /** Class files by binary name, the outermost first. */
    Map<String, byte[]> made() {
        Map<String, byte[]> classes = new LinkedHashMap<>();
        made.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
        return classes;
    }

    static JavaFileObject source(String className, String text) {
        return new SimpleJavaFileObject(URI.create("string:///" + className.replace('.', '/') + ".java"), Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    @Override
    public boolean hasLocation(Location location) {
        return location == StandardLocation.CLASS_PATH || super.hasLocation(location);
    }

    @Override
    public Iterable<JavaFileObject> list(Location location, String packageName, Set<Kind> kinds, boolean recurse) throws IOException {
        if (location != StandardLocation.CLASS_PATH) {
            return super.list(location, packageName, kinds, recurse);
        }
        return kinds.contains(Kind.CLASS) ? stubs(packageName) : List.of();
    }

    private List<JavaFileObject> stubs(String packageName) {
        Map<String, JavaFileObject> found = new LinkedHashMap<>();
        for (String name : sources.classesIn(packageName)) {
            found.put(name, new Stub(name, () -> ClassStubs.of(sources.classFile(name))));
        }
        String head = packageName.isEmpty() ? "" : packageName + ".";
        for (ReferenceType type : vm.allClasses()) {
            String name = type.name();
            if (name.startsWith(head) && name.indexOf('.', head.length()) < 0 && type.classLoader() != null && !(type instanceof ArrayType)
                    && !HiddenCode.isLambdaProxy(name) && name.equals(HiddenCode.className(type))) {
                found.computeIfAbsent(name, n -> new Stub(n, () -> ClassStubs.of(type)));
            }
        }
        return new ArrayList<>(found.values());
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
        return file instanceof Stub stub ? stub.name : super.inferBinaryName(location, file);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(Location location, String className, Kind kind, FileObject sibling) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        made.put(className, bytes);
        return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/') + ".class"), Kind.CLASS) {
            @Override
            public OutputStream openOutputStream() {
                return bytes;
            }
        };
    }

    /** Made when the compiler reads it. */
    private static final class Stub extends SimpleJavaFileObject {
        private final String name;
        private final Supplier<byte[]> bytes;

        Stub(String name, Supplier<byte[]> bytes) {
            super(URI.create("stub:///" + name.replace('.', '/') + ".class"), Kind.CLASS);
            this.name = name;
            this.bytes = bytes;
        }

        @Override
        public InputStream openInputStream() {
            return new ByteArrayInputStream(bytes.get());
        }
    }
}
