package dev.backstep.web.fake;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Made-up state: depends on the position, so that one can see it change. */
final class FakeInspection implements Inspection {
    private static final SourceView SOURCE = new SourceView(1, "PriceCache.java", Optional.empty(), SourceView.Origin.PROJECT);
    private static final SourceView JDK = new SourceView(2, "Thread.java", Optional.empty(), SourceView.Origin.JDK);

    private final FakeRun run;
    private final LongSupplier step;

    FakeInspection(FakeRun run, LongSupplier step) {
        this.run = run;
        this.step = step;
    }

    @Override
    public List<ThreadView> threads() {
        List<ThreadView> threads = new ArrayList<>();
        int running = run.thread(step.getAsLong());
        for (int id = 0; id < FakeRun.THREADS.size(); id++) {
            ThreadView.State state = id == running ? ThreadView.State.RUNNING : ThreadView.State.values()[1 + id % 5];
            threads.add(new ThreadView(id, FakeRun.THREADS.get(id), state,
                    state == ThreadView.State.BLOCKED ? "monitor of shop.PriceCache@1f, held by customer-1" : "", id > 3, false));
        }
        return threads;
    }

    @Override
    public List<FrameView> frames(int thread, int first, int most) {
        CodeLocation top = thread == run.thread(step.getAsLong()) ? run.location(step.getAsLong())
                : new CodeLocation(FakeRun.CLASS_NAME, "price", 18);
        List<FrameView> frames = List.of(
                new FrameView(100 + thread, top, "(String)", Optional.of(SOURCE), true),
                new FrameView(200 + thread, new CodeLocation("shop.Customer", "buy", 41), "(int)", Optional.empty(), true),
                new FrameView(300 + thread, new CodeLocation("java.lang.Thread", "run", 1474), "()", Optional.of(JDK), false));
        return frames.subList(Math.min(first, 3), most == 0 ? 3 : Math.min(first + most, 3));
    }

    @Override
    public int frameCount(int thread) {
        return 3;
    }

    @Override
    public List<ScopeView> scopes(long frame) {
        return List.of(new ScopeView("Locals", frame * 10 + 1, 4, false), new ScopeView("this", frame * 10 + 2, 3, false));
    }

    @Override
    public List<VariableView> parts(long container, Parts which, int first, int most, ValueFormat format) {
        long now = step.getAsLong();
        if (container == 7) {
            List<VariableView> entries = new ArrayList<>();
            for (int i = first; i < Math.min(250, first + most); i++) {
                entries.add(new VariableView("[" + i + "]", "long", Long.toString(i * 37L), 0, 7, 0, 0, "", Kind.ELEMENT, false));
            }
            return entries;
        }
        return List.of(
                new VariableView("article", "String", "\"tea\"", 0, container, 0, 0, "article", Kind.PARAMETER, false),
                new VariableView("known", "Long", now % 2 == 0 ? "null" : Long.toString(390 + now % 7), 0, container, 0, 0, "known",
                        Kind.LOCAL, true),
                new VariableView("prices", "long[250]", "long[250]", 7, container, 0, 250, "prices", Kind.LOCAL, false),
                new VariableView("this", "shop.PriceCache", "PriceCache@1f", 9, container, 3, 0, "this", Kind.THIS, false));
    }

    @Override
    public VariableView evaluate(String expression, long frame, ValueFormat format) {
        if (expression.isBlank() || expression.contains(";")) {
            throw new SessionException("'" + expression + "' is not an expression");
        }
        return new VariableView(expression, "long", Long.toString(expression.length() + step.getAsLong() % 5), 0, 0, 0, 0, expression,
                Kind.EXPRESSION, false);
    }

    @Override
    public VariableView assign(long container, String name, String expression, ValueFormat format) {
        return new VariableView(name, "long", expression, 0, container, 0, 0, name, Kind.LOCAL, true);
    }

    @Override
    public List<Completion> completions(String text, int column, long frame) {
        return List.of(new Completion("article", "article", "variable"), new Completion("known", "known", "variable"));
    }

    @Override
    public Optional<ExceptionView> exception(int thread) {
        return Optional.empty();
    }

    @Override
    public List<LockView> locks() {
        return List.of(new LockView("shop.Account@2a", Optional.of(1), List.of(2), true),
                new LockView("shop.Account@2b", Optional.of(2), List.of(1), true),
                new LockView("ReentrantLock@33", Optional.of(4), List.of(), false));
    }

    @Override
    public byte[] memory(long value, long offset, int count) {
        return new byte[count];
    }

    @Override
    public String sourceText(int source) {
        if (source != 1) {
            throw new SessionException("there is no text for this source");
        }
        return String.join("\n", FakeRun.SOURCE) + "\n";
    }

    @Override
    public List<SourceView> loadedSources() {
        return List.of(SOURCE);
    }

    @Override
    public List<Integer> breakableLines(String source) {
        return List.of(12, 13, 18, 19, 20, 21, 22, 24, 28, 29);
    }
}
