package dev.backstep.replay.jdi.expression;

import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.Type;
import dev.backstep.replay.jdi.machine.Classes;
import dev.backstep.replay.jdi.machine.Primitives;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Which of several methods of one name is meant (JLS 15.12.2): strictly, then with boxing, then with variable arity. */
final class Overloads {
    private final Classes classes;

    Overloads(Classes classes) {
        this.classes = classes;
    }

    /** The method, and whether its last arguments go into an array. */
    record Choice(Method method, boolean variableArity) { }

    /** @param arguments types; null for that of {@code null} */
    Optional<Choice> choose(List<Method> candidates, List<Type> arguments) {
        for (BiPredicate<Type, String> rule : List.<BiPredicate<Type, String>>of(Overloads::strictly, Overloads::loosely)) {
            List<Method> applicable = candidates.stream().filter(m -> fixed(m, arguments, rule)).toList();
            if (!applicable.isEmpty()) {
                return Optional.of(new Choice(mostSpecific(applicable, arguments.size()), false));
            }
        }
        List<Method> applicable = candidates.stream().filter(m -> m.isVarArgs() && variable(m, arguments)).toList();
        return applicable.isEmpty() ? Optional.empty() : Optional.of(new Choice(mostSpecific(applicable, arguments.size()), true));
    }

    private static boolean fixed(Method method, List<Type> arguments, BiPredicate<Type, String> rule) {
        List<String> parameters = method.argumentTypeNames();
        if (parameters.size() != arguments.size()) {
            return false;
        }
        for (int i = 0; i < parameters.size(); i++) {
            if (!rule.test(arguments.get(i), parameters.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean variable(Method method, List<Type> arguments) {
        List<String> parameters = method.argumentTypeNames();
        if (arguments.size() < parameters.size() - 1) {
            return false;
        }
        for (int i = 0; i < arguments.size(); i++) {
            if (!loosely(arguments.get(i), parameter(parameters, i))) {
                return false;
            }
        }
        return true;
    }

    /** The type of the i-th argument of a call with variable arity. */
    private static String parameter(List<String> parameters, int i) {
        int last = parameters.size() - 1;
        return i < last ? parameters.get(i) : parameters.get(last).substring(0, parameters.get(last).length() - 2);
    }

    private static boolean strictly(Type argument, String parameter) {
        return Subtypes.isPrimitive(argument) ? Primitives.widens(argument.name(), parameter) : Subtypes.isSubtype(argument, parameter);
    }

    static boolean loosely(Type argument, String parameter) {
        if (strictly(argument, parameter)) {
            return true;
        }
        String unboxed = Primitives.unboxed(argument);
        if (unboxed == null) {
            return false;
        }
        return Primitives.is(parameter) ? Primitives.widens(unboxed, parameter)
                : Primitives.boxOf(unboxed).equals(parameter) || isSuperOfBox(unboxed, parameter);
    }

    private static boolean isSuperOfBox(String primitive, String name) {
        return switch (name) {
            case "java.lang.Object", "java.io.Serializable", "java.lang.Comparable", "java.lang.constant.Constable" -> true;
            case "java.lang.Number" -> !primitive.equals("boolean") && !primitive.equals("char");
            default -> false;
        };
    }

    private Method mostSpecific(List<Method> applicable, int count) {
        List<Method> best = new ArrayList<>();
        for (Method method : applicable) {
            if (applicable.stream().allMatch(other -> other == method || isMoreSpecific(method, other, count))) {
                best.add(method);
            }
        }
        List<Method> chosen = best.isEmpty() ? applicable : best;
        return chosen.stream().filter(method -> !method.isAbstract()).findFirst().orElse(chosen.getFirst());
    }

    private boolean isMoreSpecific(Method a, Method b, int count) {
        for (int i = 0; i < count; i++) {
            if (!isNarrower(at(a, i, count), at(b, i, count), a)) {
                return false;
            }
        }
        return true;
    }

    private static String at(Method method, int i, int count) {
        List<String> parameters = method.argumentTypeNames();
        return i < parameters.size() && parameters.size() == count ? parameters.get(i) : parameter(parameters, i);
    }

    private boolean isNarrower(String a, String b, Method seenFrom) {
        if (a.equals(b)) {
            return true;
        }
        if (Primitives.is(a) || Primitives.is(b)) {
            return Primitives.is(a) && Primitives.is(b) && Primitives.widens(a, b);
        }
        if (b.equals("java.lang.Object")) {
            return true;
        }
        Optional<ReferenceType> type = classes.loaded(a, seenFrom.declaringType().classLoader());
        return type.isPresent() && Subtypes.isSubtype(type.get(), b);
    }
}
