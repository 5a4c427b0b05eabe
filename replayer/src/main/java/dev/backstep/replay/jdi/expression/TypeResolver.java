package dev.backstep.replay.jdi.expression;

import com.github.javaparser.ast.type.ArrayType;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import com.github.javaparser.ast.type.PrimitiveType;
import com.github.javaparser.ast.type.VoidType;
import com.sun.jdi.ClassType;
import com.sun.jdi.InterfaceType;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.Type;
import dev.backstep.replay.jdi.machine.Classes;
import dev.backstep.replay.session.SessionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What names of classes mean in a frame: nested, imported, of the same package, of {@code java.lang}, or qualified. */
final class TypeResolver {
    private final FrameContext context;
    private final Supplier<Imports> imports;
    private final Map<String, Optional<ReferenceType>> simple = new HashMap<>();

    /** @param imports asked for when a name is nothing else: the file must be parsed for them */
    TypeResolver(FrameContext context, Supplier<Imports> imports) {
        this.context = context;
        this.imports = imports;
    }

    Imports imports() {
        return imports.get();
    }

    /** @throws SessionException if there is no such type */
    Type resolve(com.github.javaparser.ast.type.Type type) {
        return switch (type) {
            case PrimitiveType primitive -> classes().primitive(primitive.asString());
            case VoidType v -> classes().primitive("void");
            case ArrayType array -> classes().arrayOf(resolve(array.getComponentType()), context.loader());
            case ClassOrInterfaceType named -> named(named.getNameWithScope());
            default -> throw new SessionException("The type '" + type.asString() + "' cannot be used here.");
        };
    }

    private ReferenceType named(String name) {
        Meaning meaning = null;
        for (String part : name.split("\\.")) {
            meaning = meaning == null ? first(part) : member(meaning, part).orElseThrow(() -> unknown(name));
        }
        if (meaning instanceof Meaning.OfClass found) {
            return found.type();
        }
        throw unknown(name);
    }

    private Meaning first(String name) {
        return simple(name).<Meaning>map(Meaning.OfClass::new).orElse(new Meaning.OfPackage(name));
    }

    private static SessionException unknown(String name) {
        return new SessionException("There is no class '" + name + "' here.");
    }

    /** What {@code outer.name} means, if it is a class or can still become one. */
    Optional<Meaning> member(Meaning outer, String name) {
        if (outer instanceof Meaning.OfPackage inside) {
            String qualified = inside.name() + "." + name;
            return Optional.of(find(qualified).<Meaning>map(Meaning.OfClass::new).orElse(new Meaning.OfPackage(qualified)));
        }
        return outer instanceof Meaning.OfClass type ? nested(type.type(), name).map(Meaning.OfClass::new) : Optional.empty();
    }

    /** The class that a simple name means. */
    Optional<ReferenceType> simple(String name) {
        return simple.computeIfAbsent(name, this::findSimple);
    }

    private Optional<ReferenceType> findSimple(String name) {
        ReferenceType here = context.type();
        for (String outer = here.name(); outer != null; outer = outerName(outer)) {
            Optional<ReferenceType> type = context.machine().classes().loaded(outer, context.loader());
            if (outer.endsWith("$" + name) || outer.endsWith("." + name) || outer.equals(name)) {
                return type;
            }
            Optional<ReferenceType> nested = type.flatMap(t -> nested(t, name));
            if (nested.isPresent()) {
                return nested;
            }
        }
        Optional<ReferenceType> local = localClass(here.name(), name);
        if (local.isPresent()) {
            return local;
        }
        for (String candidate : candidates(name, here.name())) {
            Optional<ReferenceType> found = find(candidate);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private List<String> candidates(String name, String here) {
        List<String> candidates = new ArrayList<>();
        imports().single().stream().filter(each -> each.endsWith("." + name)).forEach(candidates::add);
        imports().staticSingle().stream().filter(each -> each.endsWith("." + name)).forEach(candidates::add);
        int dot = here.lastIndexOf('.');
        candidates.add(dot < 0 ? name : here.substring(0, dot + 1) + name);
        candidates.add("java.lang." + name);
        imports().onDemand().forEach(each -> candidates.add(each + "." + name));
        imports().staticOnDemand().forEach(each -> candidates.add(each + "." + name));
        return candidates;
    }

    /** A class declared in a method: {@code Outer$1Name}. */
    private Optional<ReferenceType> localClass(String here, String name) {
        Pattern pattern = Pattern.compile(Pattern.quote(here.replaceFirst("\\$.*", "")) + "\\$.*\\d" + Pattern.quote(name));
        return context.machine().vm().allClasses().stream().filter(type -> pattern.matcher(type.name()).matches()).findFirst();
    }

    /** A member class, also an inherited one. */
    private Optional<ReferenceType> nested(ReferenceType type, String name) {
        Optional<ReferenceType> own = classes().find(type.name() + "$" + name, type.classLoader());
        if (own.isPresent()) {
            return own;
        }
        List<ReferenceType> supers = new ArrayList<>();
        if (type instanceof ClassType c) {
            supers.addAll(c.interfaces());
            if (c.superclass() != null) {
                supers.add(c.superclass());
            }
        } else if (type instanceof InterfaceType i) {
            supers.addAll(i.superinterfaces());
        }
        return supers.stream().map(each -> nested(each, name)).flatMap(Optional::stream).findFirst();
    }

    /** A qualified name; an imported one may be that of a member class. */
    Optional<ReferenceType> find(String name) {
        for (String binary = name; binary != null; binary = lastDotToDollar(binary)) {
            Optional<ReferenceType> found = classes().find(binary, context.loader());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static String lastDotToDollar(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 || Character.isLowerCase(name.charAt(name.lastIndexOf('.', dot - 1) + 1)) ? null
                : name.substring(0, dot) + "$" + name.substring(dot + 1);
    }

    /** @return the binary name of the class around, or null */
    static String outerName(String name) {
        int dollar = name.lastIndexOf('$');
        return dollar <= name.lastIndexOf('.') + 1 ? null : name.substring(0, dollar);
    }

    private Classes classes() {
        return context.machine().classes();
    }
}
