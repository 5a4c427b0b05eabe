package dev.backstep.instrument;

import java.util.Map;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Rewrites one application class by the plans of its methods; methods without a plan are copied.
 *
 * <p>Also runs inside the debuggee: no lambdas, no streams.
 */
final class ApplicationClassRewriter extends ClassVisitor {
    /** What is done about a method that has become too large: no ticks, then nothing at all. */
    static final Integer NO_TICKS = 1;
    static final Integer UNCHANGED = 2;

    private final PositionedReader reader;
    private final boolean isApplication;
    private final boolean steps;
    private final ClassFacts facts;
    /** In the order of the class file. */
    private final MethodPlan[] plans;
    private final Map<String, Integer> tooLarge;
    private final ErrorPlaces layouts;
    private int methodIndex;
    private String owner;
    private int version;
    private boolean isInterface;
    private boolean hasSource;

    /**
     * @param isApplication false for a class of the JDK that an agent has changed
     * @param steps whether methods count their steps
     * @param layouts is told where instructions come to stand, or null
     */
    ApplicationClassRewriter(ClassVisitor next, PositionedReader reader, boolean isApplication, boolean steps, ClassFacts facts,
            MethodPlan[] plans, Map<String, Integer> tooLarge, ErrorPlaces layouts) {
        super(Opcodes.ASM9, next);
        this.reader = reader;
        this.isApplication = isApplication;
        this.steps = steps;
        this.facts = facts;
        this.plans = plans;
        this.tooLarge = tooLarge;
        this.layouts = layouts;
    }

    @Override
    public void visit(int classVersion, int access, String name, String signature, String superName, String[] interfaces) {
        owner = name;
        facts.setName(name);
        facts.setSuper(superName);
        // Before 49 there are no class constants, which static synchronized methods need; nothing else is different.
        version = (classVersion & 0xffff) < Opcodes.V1_5 ? Opcodes.V1_5 : classVersion;
        isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
        super.visit(version, access, name, signature, superName, interfaces);
    }

    @Override
    public void visitSource(String source, String debug) {
        hasSource = source != null;
        facts.setSource(source);
        super.visitSource(source, debug);
    }

    @Override
    public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
        if (steps && (access & Opcodes.ACC_STATIC) == 0) {
            facts.addField(name, descriptor);
        }
        return super.visitField(access, name, descriptor, signature, value);
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
        MethodPlan plan = plans[methodIndex++];
        Integer size = tooLarge.isEmpty() ? null : tooLarge.get(name.concat(descriptor));
        boolean hasCode = (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
        if (plan == null && !(steps && hasCode) || UNCHANGED.equals(size)) {
            return super.visitMethod(access, name, descriptor, signature, exceptions);
        }
        MethodRewriter.Shape shape = shape(access, name, descriptor, plan);
        int written = shape.isSynchronized ? access & ~Opcodes.ACC_SYNCHRONIZED | SynchronizedFlag.marker(version) : access;
        MethodVisitor next = new MethodRewriter(super.visitMethod(written, name, descriptor, signature, exceptions), shape);
        ClassFacts loops = descriptor.indexOf('L') < 0 ? null : facts;
        if (steps) {
            next = new SteppedMethod(access, name, descriptor, next, facts, !hasSource && owner.indexOf('$') >= 0);
            loops = null;   // noted when the steps are there
        }
        ErrorPlaces.Layout layout = layouts == null || plan == null ? null : layouts.begin(methodIndex - 1);
        return plan == null ? next : new PlannedMethod(next, reader, plan, size == null, loops, layout, owner, name, descriptor);
    }

    private MethodRewriter.Shape shape(int access, String name, String descriptor, MethodPlan plan) {
        MethodRewriter.Shape shape = new MethodRewriter.Shape();
        shape.errorPlaces = plan == null ? null : plan.errorPlacesAtEntry;
        shape.owner = owner;
        shape.classVersion = version;
        shape.isStatic = (access & Opcodes.ACC_STATIC) != 0;
        boolean knowsThis = shape.isStatic || plan == null || !plan.overwritesThis;   // no compiler that we know of assigns it
        shape.isSynchronized = (access & Opcodes.ACC_SYNCHRONIZED) != 0 && knowsThis;
        shape.isRun = !isInterface && !shape.isStatic && name.equals("run") && descriptor.equals("()V");
        shape.isApplication = isApplication;
        shape.isInitializer = name.equals("<clinit>");
        shape.isAlone = isInterface && shape.isInitializer && !MethodBytes.hasInstanceCode(reader);
        shape.isLoadClass = !shape.isStatic && !isInterface && knowsThis && name.equals("loadClass")
                && descriptor.equals("(Ljava/lang/String;)Ljava/lang/Class;");
        return shape;
    }
}
