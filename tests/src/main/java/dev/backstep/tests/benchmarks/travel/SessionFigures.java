package dev.backstep.tests.benchmarks.travel;

import dev.backstep.replay.session.CodeLocation;
import dev.backstep.replay.session.Direction;
import dev.backstep.replay.session.Inspection.Parts;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.ScopeView;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.session.StepKind;
import dev.backstep.replay.session.Stop;
import dev.backstep.replay.session.Target;
import dev.backstep.replay.session.ValueFormat;
import dev.backstep.replay.session.VariableView;
import dev.backstep.replay.travel.ReplaySessions;
import dev.backstep.replay.travel.SessionOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** How long what one does in a debugger takes on one recording: motions in both directions, looks at values, questions. In milliseconds. */
public final class SessionFigures {
    private static final int STEPS = 30;
    private static final int SEEKS = 12;
    private static final int SLICES = 20;
    private static final int MARKS = 2_000;
    private static final long[] DISTANCES = {1_000, 100_000, 10_000_000};

    private final ReplaySession session;
    private final Consumer<String> progress;
    private final Random random = new Random(1);
    private final Map<String, Object> figures = new LinkedHashMap<>();

    private SessionFigures(ReplaySession session, Consumer<String> progress) {
        this.session = session;
        this.progress = progress;
    }

    /** Work that is timed. */
    private interface Timed {
        void run() throws IOException;
    }

    public static Map<String, Object> of(Path recording, Consumer<String> progress) throws IOException {
        progress.accept("opening a session");
        long start = System.nanoTime();
        try (ReplaySession session = ReplaySessions.open(recording, SessionOptions.usual())) {
            SessionFigures figures = new SessionFigures(session, progress);
            figures.figures.put("open", millisSince(start));
            figures.measure();
            return figures.figures;
        }
    }

    private void measure() throws IOException {
        CodeLocation first = session.stop().location().orElseThrow();
        time("firstRunToEnd", () -> session.motions().seek(new Target.End()));
        long end = session.stop().position().step();
        figures.put("steps", end);
        figures.put("ticks", session.stop().tick());
        figures.put("events", session.stop().event());

        stepsBack(end);
        jumpsBack(end);
        seeks(end);
        CodeLocation middle = seek(end / 2).location().orElseThrow();
        session.motions().seek(new Target.End());
        time("reverseContinueNear", () -> session.motions().runTo(middle, Direction.BACKWARD));
        session.motions().seek(new Target.End());
        time("reverseContinueToStart", () -> session.motions().runTo(first, Direction.BACKWARD));
        looks(end);
        questions(end, middle);
    }

    private Stop seek(long step) {
        return session.motions().seek(new Target.At(new Position(Math.max(0, step))));
    }

    /** One after the other from near the end: what a user does who holds the key down. */
    private void stepsBack(long end) throws IOException {
        seek(end - 50);
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            int thread = session.stop().thread();
            millis.add(millis(() -> session.motions().step(StepKind.IN, Direction.BACKWARD, thread)));
        }
        spread("stepBack", millis);
    }

    /** From the end, which is as far as a user may have come. */
    private void jumpsBack(long end) throws IOException {
        for (long distance : DISTANCES) {
            if (distance >= end) {
                break;
            }
            session.motions().seek(new Target.End());
            time("back" + distance, () -> seek(end - distance));
        }
    }

    private void seeks(long end) throws IOException {
        List<Double> seeks = new ArrayList<>();
        List<Double> steps = new ArrayList<>();
        for (int i = 0; i < SEEKS; i++) {
            long target = random.nextLong(Math.max(1, end));
            seeks.add(millis(() -> seek(target)));
            int thread = session.stop().thread();
            steps.add(millis(() -> session.motions().step(StepKind.IN, Direction.BACKWARD, thread)));
        }
        spread("seek", seeks);
        spread("stepBackAfterSeek", steps);
    }

    /** Stack and variables of a stop where nobody looked before: includes a process with a debugger at that place. */
    private void looks(long end) throws IOException {
        List<Double> millis = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            seek(end / 5 * i);
            millis.add(millis(this::variables));
        }
        spread("look", millis);
    }

    private List<VariableView> variables() {
        List<VariableView> variables = new ArrayList<>();
        long frame = session.inspection().frames(session.stop().thread(), 0, 10).getFirst().id();
        for (ScopeView scope : session.inspection().scopes(frame)) {
            variables.addAll(session.inspection().parts(scope.id(), Parts.ALL, 0, 20, ValueFormat.USUAL));
        }
        return variables;
    }

    private void questions(long end, CodeLocation middle) throws IOException {
        time("survey", () -> session.queries().overview());
        List<Double> slices = new ArrayList<>();
        for (int i = 0; i < SLICES; i++) {
            long from = random.nextLong(Math.max(1, end));
            long to = from + Math.max(1, (long) (end * Math.pow(0.5, i % 10)));
            slices.add(millis(() -> session.queries().timeline(new Position(from), new Position(to), MARKS)));
        }
        spread("timelineSlice", slices);
        time("hitsOfALine", () -> session.queries().hits(middle, List.of(), 0, 100));
        seek(end / 10 * 9);
        Optional<VariableView> variable = variables().stream().filter(each -> each.container() != 0
                && each.kind() != VariableView.Kind.THIS && each.kind() != VariableView.Kind.PARAMETER
                && !each.name().startsWith("->")).findFirst();
        if (variable.isPresent()) {
            time("whoWrote", () -> session.queries().history(variable.get().container(), variable.get().name(), 1));
        }
    }

    /** A figure that cannot be had is left out, with its reason. */
    private void time(String name, Timed work) throws IOException {
        progress.accept(name);
        try {
            figures.put(name, millis(work));
        } catch (SessionException e) {
            figures.put(name + "Failed", e.getMessage());
        }
    }

    private static double millis(Timed work) throws IOException {
        long start = System.nanoTime();
        work.run();
        return millisSince(start);
    }

    private static double millisSince(long start) {
        return Math.round((System.nanoTime() - start) / 1e4) / 100.0;
    }

    private void spread(String name, List<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        progress.accept(name);
        figures.put(name + "P50", sorted.get(sorted.size() / 2));
        figures.put(name + "P95", sorted.get(Math.min(sorted.size() - 1, sorted.size() * 95 / 100)));
    }
}
