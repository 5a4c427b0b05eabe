package dev.backstep.replay.travel;

import dev.backstep.replay.session.Breakpoint;
import dev.backstep.replay.vm.SiteTable.SteppedClass;
import dev.backstep.replay.vm.SiteTable.SteppedMethod;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Finds the sites of breakpoints in the classes that are known. */
record BreakpointPlaces(List<SteppedClass> classes) {
    Set<Integer> of(Breakpoint breakpoint) {
        return switch (breakpoint) {
            case Breakpoint.Line line -> ofLine(line);
            case Breakpoint.Method method -> ofMethod(method);
            case Breakpoint.Exception exception -> Set.of();
            case Breakpoint.Field field -> Set.of();
        };
    }

    /** All sites of the line, or of the next one with code; a line may run in several methods (lambdas, copies of finally). */
    private Set<Integer> ofLine(Breakpoint.Line line) {
        List<SteppedMethod> methods = classes.stream().filter(c -> isIn(c, line)).flatMap(c -> c.methods().stream()).toList();
        OptionalInt actual = methods.stream().flatMapToInt(m -> Arrays.stream(m.lines())).filter(l -> l >= line.line()).min();
        Set<Integer> sites = new HashSet<>();
        if (actual.isPresent()) {
            methods.forEach(method -> addSites(method, actual.getAsInt(), sites));
        }
        return sites;
    }

    private static void addSites(SteppedMethod method, int line, Set<Integer> sites) {
        for (int i = 0; i < method.lines().length; i++) {
            if (method.lines()[i] == line) {
                sites.add(method.firstSite() + i);
            }
        }
    }

    private Set<Integer> ofMethod(Breakpoint.Method wanted) {
        Set<Integer> sites = new HashSet<>();
        for (SteppedClass c : classes) {
            if (c.name().equals(wanted.className())) {
                c.methods().stream().filter(m -> m.name().equals(wanted.method())).forEach(m -> sites.add(m.firstSite()));
            }
        }
        return sites;
    }

    private static boolean isIn(SteppedClass c, Breakpoint.Line line) {
        if (line.className().isPresent()) {
            String name = line.className().get();
            return c.name().equals(name) || c.name().startsWith(outermost(name) + "$") || c.name().equals(outermost(name));
        }
        return isOfSource(c, line.source());
    }

    /** By file name and package: {@code src/main/java/a/b/Foo.java} is where a.b.Foo comes from. A mere file name is any package's. */
    static boolean isOfSource(SteppedClass c, String source) {
        String path = source.replace('\\', '/');
        if (!c.sourceFile().equals(path.substring(path.lastIndexOf('/') + 1))) {
            return false;
        }
        int dot = c.name().lastIndexOf('.');
        String folder = dot < 0 ? "" : c.name().substring(0, dot).replace('.', '/') + "/";
        return path.indexOf('/') < 0 || ("/" + path).endsWith("/" + folder + c.sourceFile());
    }

    static Set<String> names(Collection<Breakpoint> breakpoints) {
        Set<String> names = new HashSet<>();
        for (Breakpoint breakpoint : breakpoints) {
            if (breakpoint instanceof Breakpoint.Line line) {
                String path = line.source().replace('\\', '/');
                names.add(line.className().map(BreakpointPlaces::outermost).orElse(path.substring(path.lastIndexOf('/') + 1)));
            } else if (breakpoint instanceof Breakpoint.Method method) {
                names.add(outermost(method.className()));
            }
        }
        names.remove("");
        return names;
    }

    private static String outermost(String className) {
        int nested = className.indexOf('$');
        return nested > 0 ? className.substring(0, nested) : className;
    }
}
