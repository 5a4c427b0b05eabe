package dev.backstep.replay.jdi;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.ArrayType;
import com.sun.jdi.Location;
import com.sun.jdi.ReferenceType;
import dev.backstep.replay.jdi.machine.HiddenCode;
import dev.backstep.replay.session.SourceView;
import dev.backstep.replay.source.SourcePaths;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** Source files of the classes that are loaded, and where they have code. */
final class LoadedSources {
    private final StopState state;
    private final FrameViews frames;

    LoadedSources(StopState state, FrameViews frames) {
        this.state = state;
        this.frames = frames;
    }

    /** Of the application, in the order of their names. */
    List<SourceView> all() {
        Map<Integer, SourceView> found = new LinkedHashMap<>();
        for (ReferenceType type : state.machine.vm().allClasses()) {
            if (!(type instanceof ArrayType) && !HiddenCode.isLambdaProxy(type.name()) && frames.isApplication(type)) {
                frames.source(type).ifPresent(view -> found.put(view.id(), view));
            }
        }
        return found.values().stream().sorted(java.util.Comparator.comparing(SourceView::name).thenComparing(SourceView::id)).toList();
    }

    /** Of loaded classes and of those on the class path that are not loaded yet. */
    List<Integer> breakableLines(String source) {
        SortedSet<Integer> lines = state.sources.linesWithCode(source);
        String path = source.replace('\\', '/');
        String file = path.substring(path.lastIndexOf('/') + 1);
        for (ReferenceType type : state.machine.vm().allClasses()) {
            String folder = type.name().substring(0, type.name().lastIndexOf('.') + 1).replace('.', '/');
            if (!(type instanceof ArrayType) && type.classLoader() != null && FrameViews.sourceName(type).equals(Optional.of(file))
                    && SourcePaths.matches(path, folder)) {
                addLines(type, lines);
            }
        }
        return List.copyOf(lines);
    }

    private static void addLines(ReferenceType type, SortedSet<Integer> lines) {
        try {
            for (Location location : type.allLineLocations()) {
                lines.add(location.lineNumber());
            }
        } catch (AbsentInformationException e) {
            // compiled without line numbers: no line can have a breakpoint
        }
    }
}
