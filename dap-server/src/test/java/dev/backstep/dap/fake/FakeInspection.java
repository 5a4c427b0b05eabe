package dev.backstep.dap.fake;

import dev.backstep.replay.session.CodeLocation;
import dev.backstep.replay.session.ExceptionView;
import dev.backstep.replay.session.FrameView;
import dev.backstep.replay.session.Inspection;
import dev.backstep.replay.session.LockView;
import dev.backstep.replay.session.ScopeView;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.session.SourceView;
import dev.backstep.replay.session.ThreadView;
import dev.backstep.replay.session.ValueFormat;
import dev.backstep.replay.session.VariableView;
import dev.backstep.replay.session.VariableView.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Shows a moment of the tape. Frames have the ids 1 and 2 (depth), their locals 10 and 20, the object 100, its array 200. */
final class FakeInspection implements Inspection {
    private static final SourceView FOO = new SourceView(0, "Foo.java", Optional.of(Path.of("/src/demo/Foo.java")), SourceView.Origin.PROJECT);
    private static final SourceView THREAD = new SourceView(1, "Thread.java", Optional.empty(), SourceView.Origin.JDK);

    private final FakeSession session;

    FakeInspection(FakeSession session) {
        this.session = session;
    }

    private boolean ended() {
        return session.step() >= session.tape.size();
    }

    @Override
    public List<ThreadView> threads() {
        if (ended()) {
            return List.of();
        }
        boolean zero = session.stop().thread() == 0;
        return List.of(new ThreadView(0, "main", zero ? ThreadView.State.RUNNING : ThreadView.State.RUNNABLE, "", false, false),
                new ThreadView(1, "other", zero ? ThreadView.State.BLOCKED : ThreadView.State.RUNNING, zero ? "lock" : "", false, false),
                new ThreadView(2, "gone", ThreadView.State.ENDED, "", false, false));
    }

    @Override
    public List<FrameView> frames(int thread, int first, int most) {
        List<FrameView> all = new ArrayList<>();
        int depth = Integer.MAX_VALUE;
        for (int i = Math.min(session.step(), session.tape.size() - 1); i >= 0 && depth > 1 && !ended(); i--) {
            Tape.Moment moment = session.tape.get(i);
            if (moment.thread() == thread && moment.depth() < depth) {
                depth = moment.depth();
                all.add(new FrameView(depth, moment.location(), "()", Optional.of(FOO), true));
            }
        }
        if (!all.isEmpty()) {
            all.add(new FrameView(9, new CodeLocation("java.lang.Thread", "run", 1474), "()", Optional.of(THREAD), false));
        }
        return all.stream().skip(first).limit(most == 0 ? all.size() : most).toList();
    }

    @Override
    public int frameCount(int thread) {
        return frames(thread, 0, 0).size();
    }

    private Map<String, Integer> locals(long frame) {
        for (int i = session.step(); i >= 0; i--) {
            if (session.tape.get(i).depth() == frame) {
                return session.tape.get(i).locals();
            }
        }
        return Map.of();
    }

    @Override
    public List<ScopeView> scopes(long frame) {
        return frame == 9 ? List.of() : List.of(new ScopeView("Locals", frame * 10, locals(frame).size() + 1, false));
    }

    @Override
    public List<VariableView> parts(long container, Parts which, int first, int most, ValueFormat format) {
        List<VariableView> all = switch ((int) container) {
            case 10, 20 -> Stream.concat(Stream.of(self(container)), locals(container / 10).entrySet().stream()
                    .map(local -> number(local.getKey(), local.getValue(), container, Kind.LOCAL, format))).toList();
            case 100 -> List.of(number("total", session.tape.get(session.step()).total(), 100, Kind.FIELD, format),
                    new VariableView("bytes", "byte[]", "byte[300]", 200, 100, 0, 300, "this.bytes", Kind.FIELD, false));
            case 200 -> which == Parts.NAMED ? List.of()
                    : IntStream.range(0, 300).mapToObj(i -> number("[" + i + "]", i & 0x7f, 200, Kind.ELEMENT, format)).toList();
            default -> throw new SessionException("There is no value with the id " + container + ".");
        };
        return all.stream().skip(first).limit(most == 0 ? all.size() : most).toList();
    }

    private static VariableView self(long container) {
        return new VariableView("this", "Foo", "Foo@1", 100, container, 2, 0, "this", Kind.THIS, false);
    }

    @Override
    public Optional<FieldName> field(long container, String name) {
        return container == 100 ? Optional.of(new FieldName("demo.Foo", name)) : Optional.empty();
    }

    private static VariableView number(String name, int value, long container, Kind kind, ValueFormat format) {
        String text = format.hex() ? "0x" + Integer.toHexString(value) : Integer.toString(value);
        return new VariableView(name, "int", text, 0, container, 0, 0, kind == Kind.FIELD ? "this." + name : name, kind, false);
    }

    @Override
    public VariableView evaluate(String expression, long frame, ValueFormat format) {
        if (expression.contains("= ")) {
            session.divert();
            return number(expression.split(" ")[0], Integer.parseInt(expression.replaceAll(".*= ", "")), 0, Kind.EXPRESSION, format);
        }
        if (expression.equals("this")) {
            return expression(self(0));
        }
        String name = expression.replace("this.", "");
        for (long container : new long[] {frame == 0 ? 10 : frame * 10, 100}) {
            for (VariableView each : parts(container, Parts.ALL, 0, 0, format)) {
                if (each.name().equals(name)) {
                    return expression(each);
                }
            }
        }
        throw new SessionException("'" + expression + "' cannot be resolved to a variable.");
    }

    /** The real one does not say which variable it was. */
    private static VariableView expression(VariableView view) {
        return new VariableView(view.name(), view.type(), view.value(), view.id(), 0, view.namedParts(), view.indexedParts(), view.expression(),
                Kind.EXPRESSION, false);
    }

    @Override
    public VariableView assign(long container, String name, String expression, ValueFormat format) {
        session.divert();
        return number(name, Integer.parseInt(expression), container, Kind.FIELD, format);
    }

    @Override
    public List<Completion> completions(String text, int column, long frame) {
        return List.of(new Completion("total", "total", "field"), new Completion("toString()", "toString()", "method"));
    }

    @Override
    public Optional<ExceptionView> exception(int thread) {
        return session.tape.get(session.step()).line() != 15 ? Optional.empty() : Optional.of(new ExceptionView(
                "java.lang.IllegalStateException", "boom", "java.lang.IllegalStateException: boom\n\tat demo.Foo.main(Foo.java:15)", false, 300));
    }

    @Override
    public List<LockView> locks() {
        return List.of(new LockView("java.lang.Object@7", Optional.of(0), List.of(1), false));
    }

    @Override
    public byte[] memory(long value, long offset, int count) {
        byte[] bytes = new byte[(int) Math.max(0, Math.min(count, 300 - offset))];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ((offset + i) & 0x7f);
        }
        return bytes;
    }

    @Override
    public String sourceText(int source) {
        return "package java.lang;\n// source " + source + "\n";
    }

    @Override
    public List<SourceView> loadedSources() {
        return List.of(FOO, THREAD);
    }

    @Override
    public List<Integer> breakableLines(String source) {
        return List.of(11, 12, 14, 15, 21, 31, 41);
    }
}
