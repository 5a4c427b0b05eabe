package dev.backstep.replay.jdi.expression;

import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.LambdaExpr;
import com.github.javaparser.ast.expr.MethodReferenceExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.SwitchExpr;
import com.sun.jdi.ArrayReference;
import com.sun.jdi.ArrayType;
import com.sun.jdi.ClassNotLoadedException;
import com.sun.jdi.ClassObjectReference;
import com.sun.jdi.InvalidTypeException;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.Value;
import dev.backstep.replay.jdi.machine.Classes;
import dev.backstep.replay.jdi.machine.Fields;
import dev.backstep.replay.jdi.machine.HiddenCode;
import dev.backstep.replay.jdi.machine.Machine;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.source.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Evaluates what cannot be interpreted from outside, because the program itself must call it: lambdas, method references;
 * and {@code switch}. The expression is compiled, the class is defined in the program as a nest mate of the class whose code
 * runs in the frame, so that it may use its private members, and its one method is called.
 */
final class CompiledExpression {
    private static final AtomicLong COUNT = new AtomicLong();

    private final FrameContext context;
    private final Machine machine;
    private final Sources sources;
    private final EvaluationSource source;

    CompiledExpression(FrameContext context, Sources sources, EvaluationSource source) {
        this.context = context;
        this.machine = context.machine();
        this.sources = sources;
        this.source = source;
    }

    /** Whether there is something in it that only a compiler can make. */
    static boolean isNeededFor(Expression expression) {
        return expression.findFirst(LambdaExpr.class).isPresent() || expression.findFirst(MethodReferenceExpr.class).isPresent()
                || expression.findFirst(SwitchExpr.class).isPresent()
                || expression.findFirst(ObjectCreationExpr.class, e -> e.getAnonymousClassBody().isPresent()).isPresent();
    }

    Operand value(Expression expression) {
        ReferenceType host = context.type();
        if (host.classLoader() == null || sources.isJdk(HiddenCode.className(host))) {
            throw new SessionException("Lambdas and 'switch' can be evaluated in frames of the application only.");
        }
        int dot = host.name().lastIndexOf('.');
        String packageName = dot < 0 ? "" : host.name().substring(0, dot);
        String name = "Backstep$Evaluation" + COUNT.incrementAndGet();
        Map<String, byte[]> classes = compiled(packageName, name, expression);
        String main = packageName.isEmpty() ? name : packageName + "." + name;
        ReferenceType defined = define(host, classes, main);
        return Operand.of(machine.invoker().callStatic(defined.methodsByName("evaluate").getFirst(), source.values()));
    }

    // ------------------------------------------------------------------------------------------------ compiling

    private Map<String, byte[]> compiled(String packageName, String name, Expression expression) {
        DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        Map<String, byte[]> classes = compile(name, source.text(packageName, name, expression, false), problems);
        if (classes.isEmpty() && expression.isMethodCallExpr()) {       // it may be void
            classes = compile(name, source.text(packageName, name, expression, true), new DiagnosticCollector<>());
        }
        if (classes.isEmpty()) {
            throw new SessionException("'" + expression + "' does not compile: " + problem(problems) + ".");
        }
        return classes;
    }

    private Map<String, byte[]> compile(String name, String text, DiagnosticCollector<JavaFileObject> problems) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new SessionException("Lambdas and 'switch' need a JDK with a compiler to run Backstep on.");
        }
        StandardJavaFileManager jdk = compiler.getStandardFileManager(problems, Locale.ENGLISH, null);
        ProgramFiles files = new ProgramFiles(jdk, machine.vm(), sources);
        boolean done = compiler.getTask(null, files, problems, List.of("-proc:none", "-nowarn", "-g", "-XDrawDiagnostics=false"), null,
                List.of(ProgramFiles.source(name, text))).call();
        return done ? files.made() : Map.of();
    }

    private static String problem(DiagnosticCollector<JavaFileObject> problems) {
        return problems.getDiagnostics().stream().filter(each -> each.getKind() == Diagnostic.Kind.ERROR).findFirst()
                .map(each -> each.getMessage(Locale.ENGLISH).strip().replaceAll("\\s*\\n\\s*", ", ").replaceAll("Backstep\\$Evaluation\\d+", "the frame"))
                .orElse("the compiler does not say why");
    }

    // ------------------------------------------------------------------------------------------------ defining

    /** {@code Lookup.IMPL_LOOKUP.in(host).defineHiddenClass(bytes, true, NESTMATE)}; helper classes by {@code defineClass}. */
    private ReferenceType define(ReferenceType host, Map<String, byte[]> classes, String main) {
        Classes known = machine.classes();
        ReferenceType lookupClass = known.boot("java.lang.invoke.MethodHandles$Lookup");
        ObjectReference all = (ObjectReference) Fields.readStatic(lookupClass, "IMPL_LOOKUP");
        ObjectReference lookup = call(all, "in", "(Ljava/lang/Class;)Ljava/lang/invoke/MethodHandles$Lookup;", List.of(host.classObject()));
        classes.forEach((name, bytes) -> {
            if (!name.equals(main)) {
                call(lookup, "defineClass", "([B)Ljava/lang/Class;", List.of(array(bytes)));
            }
        });
        ReferenceType option = known.find("java.lang.invoke.MethodHandles$Lookup$ClassOption", null).map(known::initialized)
                .orElseThrow(() -> new SessionException("This JDK has no hidden classes."));
        ArrayReference options = known.arrayOf(option, null).newInstance(1);
        machine.keep(options);
        set(options, List.of(Fields.readStatic(option, "NESTMATE")));
        ObjectReference hidden = call(lookup, "defineHiddenClass",
                "([BZ[Ljava/lang/invoke/MethodHandles$Lookup$ClassOption;)Ljava/lang/invoke/MethodHandles$Lookup;",
                List.of(array(classes.get(main)), machine.vm().mirrorOf(true), options));
        return ((ClassObjectReference) call(hidden, "lookupClass", "()Ljava/lang/Class;", List.of())).reflectedType();
    }

    private ObjectReference call(ObjectReference object, String name, String signature, List<? extends Value> arguments) {
        return (ObjectReference) machine.invoker().call(object, machine.classes().method(object.referenceType(), name, signature), arguments);
    }

    private ArrayReference array(byte[] bytes) {
        ArrayReference array = ((ArrayType) machine.classes().boot("byte[]")).newInstance(bytes.length);
        machine.keep(array);
        List<Value> values = new ArrayList<>();
        for (byte b : bytes) {
            values.add(machine.vm().mirrorOf(b));
        }
        set(array, values);
        return array;
    }

    private static void set(ArrayReference array, List<? extends Value> values) {
        try {
            array.setValues(values);
        } catch (InvalidTypeException | ClassNotLoadedException e) {
            throw new IllegalStateException(e);     // the array was made for these values
        }
    }
}
