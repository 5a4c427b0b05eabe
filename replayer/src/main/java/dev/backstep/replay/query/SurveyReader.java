package dev.backstep.replay.query;

import dev.backstep.recording.SurveyLayout;
import dev.backstep.replay.Divergence;
import dev.backstep.replay.session.TimelineSlice.MarkKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads a survey file into memory. */
final class SurveyReader {
    private static final MarkKind[] KINDS = MarkKind.values();

    private final SurveyInput in;
    private final SurveySites sites = new SurveySites();

    private final Map<Integer, SpanMerger> spans = new TreeMap<>();
    private final Map<Integer, String> names = new HashMap<>();
    /** Threads that were started or have taken steps; the VM has others, which only wait. */
    private final Set<Integer> ofProgram = new HashSet<>();
    private final List<SurveyMark> marks = new ArrayList<>();
    private final Map<String, String> supers = new HashMap<>();
    private final List<String> classes = new ArrayList<>();
    private final List<SurveyException> exceptions = new ArrayList<>();
    private final Map<Integer, Long> siteCounts = new HashMap<>();
    private final Milestones milestones = new Milestones();
    private final EventSteps events = new EventSteps();
    private final LongArray clockSteps = new LongArray();
    private final LongArray clockNanos = new LongArray();
    private final ConsoleText console;
    private boolean ended;
    private String ending;

    private SurveyReader(SurveyInput in, Charset charset) {
        this.in = in;
        console = new ConsoleText(charset);
    }

    /**
     * @param charset in which the program prints
     * @throws IOException if the file is damaged, cut off or of another version
     */
    static SurveyReader read(ByteBuffer file, Charset charset) throws IOException {
        SurveyReader reader = new SurveyReader(SurveyInput.ofSurvey(file), charset);
        while (reader.in.hasMore()) {
            reader.readRecord(reader.in.readByte());
        }
        if (!reader.ended) {
            throw reader.in.damaged("it is cut off");
        }
        reader.console.complete();
        return reader;
    }

    private void readRecord(int kind) throws IOException {
        switch (kind) {
            case SurveyLayout.SAMPLE -> milestones.add(in.readStep(), in.readUnsigned(), in.readEvent());
            case SurveyLayout.SPAN -> readSpan();
            case SurveyLayout.CONSOLE -> {
                long step = in.readStep();
                int thread = in.readIndex();
                int descriptor = in.readIndex();
                console.add(step, thread, descriptor, in.readBytes(in.readIndex()));
            }
            case SurveyLayout.CONSOLE_CUT -> console.cut(milestones.lastStep(), 0, in.readUnsigned(), in.readUnsigned());
            case SurveyLayout.NAME -> {
                int thread = in.readIndex();
                String name = in.readString();
                names.put(thread, name == null ? "" : name);
            }
            case SurveyLayout.THREAD_START -> {
                long step = in.readStep();
                int thread = in.readIndex();
                int child = in.readIndex();
                ofProgram.add(child);
                marks.add(new SurveyMark(MarkKind.THREAD_START, step, thread, () -> "starts " + name(child)));
            }
            case SurveyLayout.THREAD_END -> {
                long step = in.readStep();
                int thread = in.readIndex();
                marks.add(new SurveyMark(MarkKind.THREAD_END, step, thread, () -> name(thread) + " ends"));
            }
            case SurveyLayout.CLASS -> readClass();
            case SurveyLayout.TYPE -> {
                String name = in.readString();
                String parent = in.readString();
                supers.put(name, parent == null ? "java.lang.Object" : parent);
            }
            case SurveyLayout.THROWN -> readThrown();
            case SurveyLayout.UNCAUGHT -> {
                int number = in.readIndex();
                if (number >= exceptions.size()) {
                    throw in.damaged("an exception that was not thrown");
                }
                exceptions.set(number, exceptions.get(number).asUncaught());
            }
            case SurveyLayout.THROWN_CUT -> in.readUnsigned();
            case SurveyLayout.EVENT -> {
                long step = in.readStep();
                events.add(step, in.readIndex(), in.readEvent());
            }
            case SurveyLayout.COUNT -> siteCounts.put(in.readIndex(), in.readUnsigned());
            case SurveyLayout.END -> {
                milestones.add(in.readStep(), in.readUnsigned(), in.readEvent());
                ended = true;
            }
            case SurveyLayout.MARK -> readMark();
            case SurveyLayout.CLOCK -> {
                clockSteps.add(in.readStep());
                long before = clockNanos.size() == 0 ? 0 : clockNanos.last();
                clockNanos.add(before + in.readUnsigned());
            }
            case SurveyLayout.ENDING -> ending = in.readString();
            case SurveyLayout.SITES -> readSites();
            default -> throw in.damaged("unknown record " + kind);
        }
    }

    private void readSpan() throws IOException {
        long from = in.readStep();
        long length = in.readLength();
        int thread = in.readIndex();
        int state = in.readIndex();
        if (state >= SurveyLayout.ENDED) {
            throw in.damaged("a state is impossible");
        }
        // Neighbours in the same state become one.
        if (state == SurveyLayout.RUNNING) {
            ofProgram.add(thread);
        }
        spans.computeIfAbsent(thread, _ -> new SpanMerger(1)).add(from, from + length, (byte) state);
    }

    private void readClass() throws IOException {
        String name = in.readString();
        int parent = in.readIndex();
        if (parent > classes.size()) {
            throw in.damaged("an unknown class");
        }
        if (parent > 0) {
            supers.put(name, classes.get(parent - 1));
        }
        classes.add(name);
    }

    private void readThrown() throws IOException {
        long step = in.readStep();
        int thread = in.readIndex();
        int type = in.readIndex();
        String message = in.readString();
        int site = in.readIndex();
        if (type >= classes.size()) {
            throw in.damaged("an unknown class");
        }
        exceptions.add(new SurveyException(step, thread, classes.get(type), message == null ? "" : message, site, true));
    }

    private void readMark() throws IOException {
        long step = in.readStep();
        int thread = in.readIndex();
        int kind = in.readIndex();
        String text = in.readString();
        if (kind >= KINDS.length) {
            throw in.damaged("an unknown mark");
        }
        marks.add(new SurveyMark(KINDS[kind], step, thread, () -> text));
    }

    private void readSites() throws IOException {
        String className = in.readString();
        String source = in.readString();
        int count = in.readIndex();
        String method = "";
        for (int i = 0; i < count; i++) {
            String other = in.readString();
            method = other == null ? method : other;
            sites.add(className, source, method, in.readIndex());
        }
    }

    private String name(int thread) {
        return names.getOrDefault(thread, "thread " + thread);
    }

    Milestones milestones() {
        return milestones;
    }

    EventSteps events() {
        return events;
    }

    /** Whether the replayer has added its part. */
    boolean complete() {
        return ending != null;
    }

    /** The last step that another record may refer to. */
    long lastStep() {
        return in.lastStep();
    }

    Survey survey() {
        return survey(Optional.empty());
    }

    /** @param divergence which ended the replay */
    Survey survey(Optional<Divergence> divergence) {
        List<SpanLane> lanes = new ArrayList<>();
        spans.forEach((thread, merged) -> {
            if (ofProgram.contains(thread)) {
                lanes.add(new SpanLane(thread, name(thread), merged.spans()));
            }
        });
        RecordedClock clock = new RecordedClock(clockSteps.toArray(), clockNanos.toArray());
        return new Survey(milestones, console, exceptions, lanes, marks, clock, sites, siteCounts, supers, ending, divergence);
    }
}
