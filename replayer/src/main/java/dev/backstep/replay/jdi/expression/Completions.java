package dev.backstep.replay.jdi.expression;

import com.github.javaparser.ast.expr.Expression;
import com.sun.jdi.ArrayType;
import com.sun.jdi.Field;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.Type;
import dev.backstep.replay.jdi.machine.HiddenCode;
import dev.backstep.replay.jdi.value.TypeNames;
import dev.backstep.replay.session.Inspection.Completion;
import dev.backstep.replay.session.SessionException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What can stand at a place in an expression. Runs no code of the program: calls before the dot are known by their types. */
final class Completions {
    private static final int MOST = 200;
    private static final List<String> KEYWORDS = List.of("false", "instanceof", "new", "null", "super", "this", "true");
    private static final List<String> KINDS = List.of("variable", "field", "method", "class", "keyword");

    private final Interpreter interpreter;
    private final FrameContext context;
    private final Map<String, Completion> found = new LinkedHashMap<>();
    private String prefix = "";

    Completions(Interpreter interpreter, FrameContext context) {
        this.interpreter = interpreter;
        this.context = context;
    }

    /** @param column number of characters before the cursor */
    List<Completion> at(String text, int column) {
        String before = text.substring(0, Math.clamp(column, 0, text.length()));
        int start = before.length();
        while (start > 0 && Character.isJavaIdentifierPart(before.charAt(start - 1))) {
            start--;
        }
        prefix = before.substring(start);
        String head = before.substring(0, start).stripTrailing();
        if (head.endsWith(".")) {
            members(head.substring(0, head.length() - 1));
        } else {
            names();
        }
        return found.values().stream()
                .sorted(Comparator.comparingInt((Completion c) -> KINDS.indexOf(c.kind())).thenComparing(Completion::label)).limit(MOST).toList();
    }

    // ------------------------------------------------------------------------------------------------ after a dot

    private void members(String head) {
        String receiver = head.substring(ReceiverText.start(head)).strip();
        try {
            Expression expression = ExpressionParser.parse(receiver);
            Optional<Meaning> name = qualified(expression);
            if (name.isPresent() && name.get() instanceof Meaning.OfClass type) {
                addMembers(type.type(), true);
                add("class", "class", "keyword");
                addNested(type.type());
            } else if (name.isPresent() && name.get() instanceof Meaning.OfPackage inside) {
                addClassesOf(inside.name());
            } else {
                interpreter.staticTypes().of(expression).ifPresent(this::addInstanceMembers);
            }
        } catch (SessionException e) {
            // what cannot be parsed has no members; the user is still typing
        }
    }

    private Optional<Meaning> qualified(Expression expression) {
        try {
            return interpreter.staticTypes().qualified(expression);
        } catch (SessionException e) {
            return Optional.empty();    // then it is no name
        }
    }

    private void addInstanceMembers(Type type) {
        if (type instanceof ArrayType) {
            add("length", "length", "field");
        } else if (type instanceof ReferenceType reference) {
            addMembers(reference, false);
        }
    }

    private void addMembers(ReferenceType type, boolean onlyStatic) {
        Predicate<Boolean> wanted = isStatic -> !onlyStatic || isStatic;
        for (Field field : type.visibleFields()) {
            if (wanted.test(field.isStatic()) && !field.isSynthetic() && HiddenCode.isShown(field)) {
                add(field.name(), field.name(), "field");
            }
        }
        for (Method method : type.visibleMethods()) {
            if (wanted.test(method.isStatic()) && isWritten(method)) {
                addMethod(method);
            }
        }
    }

    private static boolean isWritten(Method method) {
        return !method.isConstructor() && !method.isStaticInitializer() && !method.isSynthetic() && !method.isBridge()
                && method.name().indexOf('$') < 0;
    }

    private void addMethod(Method method) {
        List<String> parameters = method.argumentTypeNames();
        add(method.name() + TypeNames.parameters(parameters), method.name() + (parameters.isEmpty() ? "()" : "("), "method");
    }

    private void addNested(ReferenceType outer) {
        String head = outer.name() + "$";
        for (ReferenceType type : context.machine().vm().allClasses()) {
            if (type.name().startsWith(head) && Character.isLetter(type.name().charAt(head.length()))) {
                addClass(type.name().substring(head.length()));
            }
        }
    }

    private void addClassesOf(String packageName) {
        String head = packageName + ".";
        for (ReferenceType type : context.machine().vm().allClasses()) {
            if (type.name().startsWith(head) && type.name().indexOf('.', head.length()) < 0) {
                addClass(type.name().substring(head.length()));
            }
        }
    }

    // ------------------------------------------------------------------------------------------------ simple names

    private void names() {
        context.locals().forEach(local -> add(local.name(), local.name(), "variable"));
        boolean inStatic = context.self() == null;
        for (ReferenceType type = context.type(); type != null; type = outer(type)) {
            addMembers(type, inStatic);
        }
        KEYWORDS.forEach(keyword -> add(keyword, keyword, "keyword"));
        if (prefix.isEmpty()) {
            return;
        }
        String here = packageOf(context.type().name());
        for (ReferenceType type : context.machine().vm().allClasses()) {
            String inside = packageOf(type.name());
            if (inside.equals(here) || inside.equals("java.lang.")) {
                addClass(type.name().substring(inside.length()));
            }
        }
        interpreter.types().imports().single().forEach(name -> addClass(name.substring(name.lastIndexOf('.') + 1)));
    }

    private ReferenceType outer(ReferenceType type) {
        String outer = TypeResolver.outerName(type.name());
        return outer == null ? null : context.machine().classes().loaded(outer, type.classLoader()).orElse(null);
    }

    private static String packageOf(String name) {
        return name.substring(0, name.lastIndexOf('.') + 1);
    }

    private void addClass(String simpleName) {
        if (simpleName.indexOf('$') < 0 && simpleName.indexOf('[') < 0 && !simpleName.startsWith("Backstep")) {
            add(simpleName, simpleName, "class");
        }
    }

    private void add(String label, String inserted, String kind) {
        if (inserted.startsWith(prefix)) {
            found.putIfAbsent(label, new Completion(label, inserted, kind));
        }
    }
}
