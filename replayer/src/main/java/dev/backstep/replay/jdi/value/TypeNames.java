package dev.backstep.replay.jdi.value;

import com.sun.jdi.ArrayType;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.Type;
import dev.backstep.replay.jdi.machine.HiddenCode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names of types as in source code, without packages. */
public final class TypeNames {
    private static final Pattern NESTED = Pattern.compile("(?<=[^$.])\\$(?=\\p{L})");
    private static final String LAMBDA = "$$Lambda";

    private TypeNames() { }

    public static String of(Type type) {
        if (type instanceof ArrayType) {
            return of(type.name());
        }
        return of(type instanceof ReferenceType reference ? HiddenCode.className(reference) : type.name());
    }

    /** {@code a.b.Outer$Inner[]} becomes {@code Outer.Inner[]}. */
    public static String of(String binaryName) {
        int lambda = binaryName.indexOf(LAMBDA);
        if (lambda >= 0) {
            return of(binaryName.substring(0, lambda)) + " lambda";
        }
        int array = binaryName.indexOf('[');
        String element = array < 0 ? binaryName : binaryName.substring(0, array);
        String dimensions = array < 0 ? "" : binaryName.substring(array);
        return NESTED.matcher(element.substring(element.lastIndexOf('.') + 1)).replaceAll(".") + dimensions;
    }

    /** {@code (int, String)} */
    public static String parameters(List<String> typeNames) {
        return typeNames.stream().map(TypeNames::of).collect(Collectors.joining(", ", "(", ")"));
    }
}
