package dev.backstep.replay.jdi;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.ClassLoaderReference;
import com.sun.jdi.Location;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.ThreadReference;
import dev.backstep.replay.jdi.Container.FrameHandle;
import dev.backstep.replay.jdi.machine.HiddenCode;
import dev.backstep.replay.jdi.value.TypeNames;
import dev.backstep.replay.session.CodeLocation;
import dev.backstep.replay.session.FrameView;
import dev.backstep.replay.session.SourceView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Stacks for people. */
final class FrameViews {
    private static final String PLATFORM_LOADER = "jdk.internal.loader.ClassLoaders$PlatformClassLoader";

    private final StopState state;

    FrameViews(StopState state) {
        this.state = state;
    }

    int count(int thread) {
        return state.machine.stacks().heights(state.machine.thread(thread)).size();
    }

    List<FrameView> frames(int thread, int first, int most) {
        ThreadReference reference = state.machine.thread(thread);
        List<Integer> heights = state.machine.stacks().heights(reference);
        int begin = Math.clamp(first, 0, heights.size());
        int end = most <= 0 ? heights.size() : (int) Math.min(heights.size(), (long) begin + most);
        List<FrameView> views = new ArrayList<>();
        for (int height : heights.subList(begin, end)) {
            views.add(view(new FrameHandle(thread, height), state.machine.stacks().frame(reference, height).location()));
        }
        return views;
    }

    /** The frame of the application that is nearest to the top. */
    Optional<FrameHandle> innermostOfApplication(int thread) {
        ThreadReference reference = state.machine.thread(thread);
        return state.machine.stacks().heights(reference).stream()
                .filter(height -> isApplication(state.machine.stacks().frame(reference, height).location().declaringType()))
                .findFirst().map(height -> new FrameHandle(thread, height));
    }

    private FrameView view(FrameHandle handle, Location location) {
        boolean wrapper = HiddenCode.isWrapper(location);
        ReferenceType type = location.declaringType();
        String className = HiddenCode.className(type);
        CodeLocation code = new CodeLocation(className, HiddenCode.methodName(location), wrapper ? 0 : Math.max(0, location.lineNumber()));
        return new FrameView(state.handles.id(handle), code, TypeNames.parameters(location.method().argumentTypeNames()),
                source(type), isApplication(type));
    }

    Optional<SourceView> source(ReferenceType type) {
        return state.sources.of(HiddenCode.className(type), sourceName(type));
    }

    /** As the class file has it; empty if it has none. */
    static Optional<String> sourceName(ReferenceType type) {
        try {
            return Optional.of(type.sourceName());
        } catch (AbsentInformationException e) {
            return Optional.empty();
        }
    }

    boolean isApplication(ReferenceType type) {
        ClassLoaderReference loader = type.classLoader();
        return loader != null && !loader.referenceType().name().equals(PLATFORM_LOADER)
                && !state.sources.isJdk(HiddenCode.className(type));
    }
}
