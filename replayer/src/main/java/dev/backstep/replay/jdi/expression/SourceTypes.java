package dev.backstep.replay.jdi.expression;

import com.sun.jdi.ClassType;
import com.sun.jdi.InterfaceType;
import com.sun.jdi.ReferenceType;
import dev.backstep.replay.jdi.machine.Primitives;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.util.TraceSignatureVisitor;

/** Types as a compiler wants to read them. A class that has no name stands back for the nearest supertype that has one. */
final class SourceTypes {
    private static final Pattern TYPE_VARIABLE = Pattern.compile("(^|[<;+\\-*\\[])T[^;<]+;");
    private static final Pattern NAMELESS = Pattern.compile(".*(\\$\\d.*|\\$\\$.*|/.*|\\.0x.*)");

    private final FrameContext context;

    SourceTypes(FrameContext context) {
        this.context = context;
    }

    /** @param genericSignature null if there is none */
    String of(String typeName, String genericSignature) {
        if (genericSignature != null && !TYPE_VARIABLE.matcher(genericSignature).find() && isNamed(genericSignature.replace('/', '.'))) {
            TraceSignatureVisitor text = new TraceSignatureVisitor(0);
            new SignatureReader(genericSignature).acceptType(text);
            return dotted(text.getDeclaration());
        }
        return of(typeName);
    }

    String of(String typeName) {
        int array = typeName.indexOf('[');
        if (array >= 0) {
            return of(typeName.substring(0, array)) + typeName.substring(array);
        }
        if (Primitives.is(typeName) || isNamed(typeName)) {
            return dotted(typeName);
        }
        Optional<ReferenceType> type = context.machine().classes().loaded(typeName, context.loader());
        return type.map(this::named).orElse("Object");
    }

    /** Whether source code can say the name: not that of an anonymous, local or hidden class. */
    static boolean isNamed(String typeName) {
        return !NAMELESS.matcher(typeName).matches();
    }

    private String named(ReferenceType type) {
        if (type instanceof ClassType c) {
            List<InterfaceType> interfaces = c.interfaces();
            boolean bare = c.superclass() == null || c.superclass().name().equals("java.lang.Object");
            return bare ? interfaces.isEmpty() ? "Object" : of(interfaces.getFirst().name()) : of(c.superclass().name());
        }
        return "Object";
    }

    private static String dotted(String name) {
        return name.replaceAll("(?<=[\\w>])\\$(?=\\p{L})", ".");
    }
}
