package dev.backstep.instrument;

import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;

/**
 * Instruments one application class when it is defined: hooks and ticks.
 *
 * <p>Runs inside the debuggee, under another name, while a class is being defined: no lambdas, no streams, no other
 * libraries than ASM. It must not use identity hashes (of keys in hash tables, for example): they come from a sequence
 * that the program sees.
 */
public final class ApplicationTransformer {
    /** Numbers of sites above what an instruction holds are constants of the class; so many it may have. */
    private static final int MOST_CONSTANTS = 60_000;

    private ApplicationTransformer() { }

    /**
     * @param classFile the array that holds the class file
     * @param dense whether to tick densely
     * @param facts receives what the runtime has to know of the class; null for a class of the JDK, which does not tick
     * @return the instrumented class file, or null when nothing has to be changed
     * @throws RuntimeException when this is not a class file that ASM can read
     */
    public static byte[] transform(byte[] classFile, int offset, int length, boolean dense, ClassFacts facts) {
        if (facts == null) {
            return transform(classFile, offset, length, TickDensity.NONE, new ClassFacts(), false);
        }
        return transform(classFile, offset, length, dense ? TickDensity.DENSE : TickDensity.NORMAL, facts, false);
    }

    /** @param all whether to rewrite methods that need no change, too; for tests */
    static byte[] transform(byte[] classFile, int offset, int length, TickDensity density, ClassFacts facts, boolean all) {
        PositionedReader reader = new PositionedReader(classFile, offset, length);
        MethodSignatures.addTo(facts, reader);
        MethodPlan[] plans = new ClassScan(reader, classFile, density, facts).plans(all);
        ErrorPlaces places = facts.errorPlaces();
        if (places != null) {
            // The recording knows them in the class that it ran, which has neither steps nor such places
            rewrite(reader, density, new ClassFacts(), plans, false, places);
            places.addTo(plans, reader, classFile);
        }
        boolean steps = facts.hasSteps() && reader.getItemCount() < MOST_CONSTANTS;
        return isNone(plans) && !facts.hasSteps() ? null : rewrite(reader, density, facts, plans, steps, null);
    }

    private static byte[] rewrite(PositionedReader reader, TickDensity density, ClassFacts facts, MethodPlan[] plans, boolean steps,
            ErrorPlaces layouts) {
        Map<String, Integer> tooLarge = new HashMap<>();
        for (;;) {
            try {
                ClassWriter writer = new ClassWriter(reader, 0);
                reader.accept(new ApplicationClassRewriter(writer, reader, density != TickDensity.NONE, steps, facts, plans, tooLarge, layouts), 0);
                return writer.toByteArray();
            } catch (MethodTooLargeException e) {
                String method = e.getMethodName().concat(e.getDescriptor());
                Integer before = tooLarge.put(method, tooLarge.containsKey(method)
                        ? ApplicationClassRewriter.UNCHANGED : ApplicationClassRewriter.NO_TICKS);
                if (ApplicationClassRewriter.UNCHANGED.equals(before)) {
                    throw e;
                }
                facts.forget();
            }
        }
    }

    private static boolean isNone(MethodPlan[] plans) {
        for (int i = 0; i < plans.length; i++) {
            if (plans[i] != null) {
                return false;
            }
        }
        return true;
    }
}
