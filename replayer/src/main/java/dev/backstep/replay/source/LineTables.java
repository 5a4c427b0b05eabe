package dev.backstep.replay.source;

import java.util.SortedSet;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The lines that have code, from a class file. */
final class LineTables {
    private LineTables() { }

    /** @return none if the class comes from another source file */
    static SortedSet<Integer> lines(byte[] classFile, String sourceName) {
        SortedSet<Integer> lines = new TreeSet<>();
        boolean[] other = new boolean[1];
        new ClassReader(classFile).accept(new ClassVisitor(Opcodes.ASM9) {
            @Override
            public void visitSource(String source, String debug) {
                other[0] = !sourceName.equals(source);
            }

            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
                return new MethodVisitor(Opcodes.ASM9) {
                    @Override
                    public void visitLineNumber(int line, Label start) {
                        lines.add(line);
                    }
                };
            }
        }, ClassReader.SKIP_FRAMES);
        if (other[0]) {
            lines.clear();
        }
        return lines;
    }
}
