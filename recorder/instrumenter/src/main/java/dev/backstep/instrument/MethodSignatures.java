package dev.backstep.instrument;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * Reads from the bytes of a class which classes the signatures of its methods name, and what the VM loads when reflection
 * makes an object of a method or constructor: its parameters, its result and the exceptions it declares, in this order
 * ({@code Reflection::new_method}).
 *
 * <p>The latter is kept as a text for each method: a letter (p, P: a method, a public one; c, C: a constructor, a public one),
 * then the names as the VM has them, each behind a full stop, which no name contains: {@code P.java/util/List.[La/B;.a/Problem}
 *
 * <p>Also runs inside the debuggee: no lambdas, no streams.
 */
final class MethodSignatures {
    private MethodSignatures() { }

    static void addTo(ClassFacts facts, ClassReader reader) {
        char[] buffer = new char[reader.getMaxStringLength()];
        int at = MethodBytes.methods(reader);
        int count = reader.readUnsignedShort(at - 2);
        for (int i = 0; i < count; i++) {
            String descriptor = reader.readUTF8(at + 4, buffer);
            facts.addSignature(descriptor);
            String reflected = reflected(reader, at, descriptor, buffer);
            if (reflected != null) {
                facts.addReflected(reflected);
            }
            at = MethodBytes.next(reader, at);
        }
    }

    private static String reflected(ClassReader reader, int at, String descriptor, char[] buffer) {
        int exceptions = MethodBytes.exceptions(reader, at, buffer);
        String name = reader.readUTF8(at + 2, buffer);
        if (descriptor.indexOf('L') < 0 && exceptions == 0 || name.equals("<clinit>")) {
            return null;
        }
        boolean isPublic = (reader.readUnsignedShort(at) & Opcodes.ACC_PUBLIC) != 0;
        boolean isConstructor = name.equals("<init>");
        StringBuilder text = new StringBuilder(isConstructor ? isPublic ? "C" : "c" : isPublic ? "P" : "p");
        addTypes(descriptor, text);
        int thrown = exceptions == 0 ? 0 : reader.readUnsignedShort(exceptions);
        for (int i = 0; i < thrown; i++) {
            text.append('.').append(reader.readClass(exceptions + 2 + 2 * i, buffer));
        }
        return text.toString();
    }

    private static void addTypes(String descriptor, StringBuilder text) {
        for (int at = 1; at < descriptor.length(); at++) {
            int from = at;
            while (descriptor.charAt(at) == '[') {
                at++;
            }
            if (descriptor.charAt(at) == 'L') {
                int end = descriptor.indexOf(';', at);
                text.append('.').append(descriptor, from == at ? from + 1 : from, from == at ? end : end + 1);
                at = end;
            }
        }
    }
}
