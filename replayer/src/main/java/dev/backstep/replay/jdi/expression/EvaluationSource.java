package dev.backstep.replay.jdi.expression;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.SuperExpr;
import com.github.javaparser.ast.expr.ThisExpr;
import com.github.javaparser.ast.expr.TypePatternExpr;
import com.github.javaparser.ast.stmt.ReturnStmt;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import com.sun.jdi.Field;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.Value;
import dev.backstep.replay.session.SessionException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes a class of an expression: a static method that gets the locals and the instances around as parameters. Names that mean
 * members or classes only in the frame are written out.
 */
final class EvaluationSource {
    private static final String SELF = "self$";

    /** A parameter of the method. */
    record Argument(String name, String type, Value value) { }

    private final FrameContext context;
    private final TypeResolver types;
    private final Names names;
    private final Calls calls;
    private final SourceTypes sourceTypes;
    private final Map<String, Argument> arguments = new LinkedHashMap<>();
    private final Set<String> bound = new HashSet<>();

    EvaluationSource(FrameContext context, TypeResolver types, Names names, Calls calls) {
        this.context = context;
        this.types = types;
        this.names = names;
        this.calls = calls;
        this.sourceTypes = new SourceTypes(context);
        names.bindings().forEach((name, operand) -> add(name, operand.type() == null ? "Object" : sourceTypes.of(operand.type().name()), operand.value()));
        for (FrameContext.Local local : context.locals()) {
            String signature = local.variable() == null ? null : local.variable().genericSignature();
            add(local.name(), sourceTypes.of(local.typeName(), signature), local.value());
        }
        addInstances();
    }

    private void add(String name, String type, Value value) {
        arguments.putIfAbsent(name, new Argument(name, type, value));
    }

    /** {@code this} and what is around it, by the names of their classes; and what those keep of the locals around. */
    private void addInstances() {
        ReferenceType type = context.type();
        while (type != null && context.self() != null) {
            Optional<ObjectReference> instance = names.around(type);
            if (instance.isPresent()) {
                add(selfName(type), sourceTypes.of(type.name()), instance.get());
                for (Field field : type.fields()) {
                    if (field.name().startsWith("val$")) {
                        add(field.name().substring(4), sourceTypes.of(field.typeName(), field.genericSignature()), instance.get().getValue(field));
                    }
                }
            }
            type = outer(type);
        }
    }

    private String selfName(ReferenceType type) {
        return type.equals(context.type()) ? SELF : SELF + type.name().replaceAll("[^\\w]", "\\$");
    }

    private ReferenceType outer(ReferenceType type) {
        String outer = TypeResolver.outerName(type.name());
        return outer == null ? null : context.machine().classes().loaded(outer, type.classLoader()).orElse(null);
    }

    List<Value> values() {
        List<Value> values = new ArrayList<>();
        arguments.values().forEach(argument -> values.add(argument.value()));
        return values;
    }

    // ------------------------------------------------------------------------------------------------ text

    /** @param asStatement for an expression without a value */
    String text(String packageName, String className, Expression expression, boolean asStatement) {
        Expression copy = expression.clone();
        ReturnStmt holder = new ReturnStmt(copy);       // gives the expression a parent, so that it can be replaced as a whole
        collectBound(copy);
        rewrite(copy);
        String parameters = arguments.values().stream().map(argument -> argument.type() + " " + argument.name()).collect(Collectors.joining(", "));
        String body = holder.getExpression().orElseThrow().toString();
        return (packageName.isEmpty() ? "" : "package " + packageName + ";\n") + "@SuppressWarnings(\"all\") final class " + className
                + " { static Object evaluate(" + parameters + ") throws Throwable { " + (asStatement ? body + "; return null;" : "return " + body + ";") + " } }";
    }

    private void collectBound(Node node) {
        node.findAll(Parameter.class).forEach(parameter -> bound.add(parameter.getNameAsString()));
        node.findAll(TypePatternExpr.class).forEach(pattern -> bound.add(pattern.getNameAsString()));
        node.findAll(VariableDeclarator.class).forEach(variable -> bound.add(variable.getNameAsString()));
    }

    private void rewrite(Node node) {
        if (node instanceof ObjectCreationExpr creation && creation.getAnonymousClassBody().isPresent()) {
            throw new SessionException("Anonymous classes cannot be evaluated here; a lambda can.");
        }
        for (Node child : List.copyOf(node.getChildNodes())) {
            rewrite(child);
        }
        switch (node) {
            case SuperExpr e -> throw new SessionException("'super' cannot be evaluated together with a lambda.");
            case ThisExpr e -> e.replace(new NameExpr(selfOf(e)));
            case NameExpr e -> name(e).ifPresent(e::replace);
            case MethodCallExpr e when e.getScope().isEmpty() -> e.setScope(owner(e.getNameAsString()));
            case ClassOrInterfaceType e when e.getScope().isEmpty() -> types.simple(e.getNameAsString()).ifPresent(type -> qualify(e, type));
            default -> { }
        }
    }

    private String selfOf(ThisExpr e) {
        if (context.self() == null) {
            throw new SessionException("There is no 'this' in a static method.");
        }
        return e.getTypeName().flatMap(name -> types.simple(name.asString())).map(this::selfName).orElse(SELF);
    }

    /** A member of the class or of one around it, or a class; empty for what the compiler knows by itself. */
    private Optional<Expression> name(NameExpr e) {
        String name = e.getNameAsString();
        if (bound.contains(name) || arguments.containsKey(name)) {
            return Optional.empty();
        }
        for (ReferenceType type = context.type(); type != null; type = outer(type)) {
            Field field = type.fieldByName(name);
            if (field != null && !field.isStatic() && !SourceTypes.isNamed(type.name())) {
                return Optional.of(valueOf(type, field));
            }
            if (field != null) {
                return Optional.of(new FieldAccessExpr(field.isStatic() ? qualified(field.declaringType()) : instance(type, name), name));
            }
        }
        Optional<ReferenceType> imported = importedOwner(name, type -> type.fieldByName(name) != null);
        return imported.<Expression>map(type -> new FieldAccessExpr(qualified(type), name)).or(() -> types.simple(name).map(this::qualified));
    }

    /** A field of an object whose class has no name: its value is all that can be handed over. */
    private Expression valueOf(ReferenceType type, Field field) {
        String name = selfName(type) + "$" + field.name();
        ObjectReference object = names.around(type).orElseThrow(() -> new SessionException("'" + field.name() + "' belongs to an object, and there is none here."));
        add(name, sourceTypes.of(field.typeName(), field.genericSignature()), object.getValue(field));
        return new NameExpr(name);
    }

    private Expression instance(ReferenceType type, String member) {
        if (!arguments.containsKey(selfName(type))) {
            throw new SessionException("'" + member + "' belongs to an object, and there is none here.");
        }
        return new NameExpr(selfName(type));
    }

    private Expression owner(String method) {
        for (ReferenceType type = context.type(); type != null; type = outer(type)) {
            if (calls.has(type, method)) {
                if (!SourceTypes.isNamed(type.name())) {
                    throw new SessionException("'" + method + "' of an anonymous or local class cannot be called together with a lambda.");
                }
                return arguments.containsKey(selfName(type)) ? new NameExpr(selfName(type)) : qualified(type);
            }
        }
        return importedOwner(method, type -> calls.has(type, method)).map(this::qualified)
                .orElseThrow(() -> new SessionException("There is no method '" + method + "' here."));
    }

    private Optional<ReferenceType> importedOwner(String member, java.util.function.Predicate<ReferenceType> has) {
        List<String> candidates = new ArrayList<>();
        types.imports().staticSingle().stream().filter(name -> name.endsWith("." + member))
                .map(name -> name.substring(0, name.length() - member.length() - 1)).forEach(candidates::add);
        candidates.addAll(types.imports().staticOnDemand());
        return candidates.stream().map(types::find).flatMap(Optional::stream).filter(has).findFirst();
    }

    private Expression qualified(ReferenceType type) {
        return new NameExpr(sourceTypes.of(type.name()));
    }

    private void qualify(ClassOrInterfaceType e, ReferenceType type) {
        String qualified = sourceTypes.of(type.name());
        int dot = qualified.lastIndexOf('.');
        if (dot > 0) {
            e.setScope(new ClassOrInterfaceType(null, qualified.substring(0, dot)));
        }
    }
}
