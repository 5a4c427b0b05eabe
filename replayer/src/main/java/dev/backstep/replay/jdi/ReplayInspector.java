package dev.backstep.replay.jdi;

import dev.backstep.replay.query.VariableKey;
import dev.backstep.replay.session.ExceptionView;
import dev.backstep.replay.session.FrameView;
import dev.backstep.replay.session.LockView;
import dev.backstep.replay.session.Queries.ThrownException;
import dev.backstep.replay.session.ScopeView;
import dev.backstep.replay.session.SourceView;
import dev.backstep.replay.session.ThreadView;
import dev.backstep.replay.session.ValueFormat;
import dev.backstep.replay.session.VariableView;
import dev.backstep.replay.source.Sources;
import dev.backstep.replay.travel.Inspector;
import dev.backstep.replay.travel.SessionHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Inspection as a part of a session: answers while the session stands. */
public final class ReplayInspector implements Inspector {
    private final SessionHost host;
    private final AttachedReplay program;
    private final JdiInspection inspection;
    private final ThrownHere thrown;

    public ReplayInspector(SessionHost host, Sources sources) {
        this.host = host;
        this.program = new AttachedReplay(host);
        AtomicLong lastId = new AtomicLong();
        this.inspection = new JdiInspection(program, sources, lastId);
        this.thrown = new ThrownHere(host, sources, lastId);
    }

    @Override
    public void leave() {
        host.standing(() -> {
            program.leave();
            thrown.leave();
            return null;
        });
    }

    @Override
    public void letGo() {
        host.standing(() -> {
            thrown.leave();
            program.letGo();
            return null;
        });
    }

    @Override
    public void close() {
        program.leave();
        thrown.leave();
    }

    @Override
    public boolean test(String condition, int thread) {
        return host.standing(() -> inspection.test(condition, thread));
    }

    @Override
    public String interpolate(String text, int thread) {
        return host.standing(() -> inspection.interpolate(text, thread));
    }

    @Override
    public VariableKey variable(long container, String name) {
        return host.standing(() -> inspection.variable(container, name));
    }

    @Override
    public List<ThreadView> threads() {
        return host.standing(inspection::threads);
    }

    @Override
    public List<FrameView> frames(int thread, int first, int most) {
        return host.standing(() -> inspection.frames(thread, first, most));
    }

    @Override
    public int frameCount(int thread) {
        return host.standing(() -> inspection.frameCount(thread));
    }

    @Override
    public List<ScopeView> scopes(long frame) {
        return host.standing(() -> {
            List<ScopeView> scopes = new ArrayList<>(inspection.scopes(frame));
            if (inspection.isOnTop(frame, host.stop().thread())) {
                thrown.scope().ifPresent(scopes::add);
            }
            return scopes;
        });
    }

    @Override
    public List<VariableView> parts(long container, Parts which, int first, int most, ValueFormat format) {
        return host.standing(() -> thrown.isScope(container) ? thrown.parts(format)
                : thrown.knowing(container).orElse(inspection).parts(container, which, first, most, format));
    }

    @Override
    public Optional<FieldName> field(long container, String name) {
        return host.standing(() -> inspection.field(container, name));
    }

    @Override
    public VariableView evaluate(String expression, long frame, ValueFormat format) {
        return host.standing(() -> inspection.evaluate(expression, frame, format));
    }

    @Override
    public VariableView assign(long container, String name, String expression, ValueFormat format) {
        return host.standing(() -> inspection.assign(container, name, expression, format));
    }

    @Override
    public List<Completion> completions(String text, int column, long frame) {
        return host.standing(() -> inspection.completions(text, column, frame));
    }

    @Override
    public Optional<ExceptionView> exception(int thread) {
        return host.standing(() -> {
            return thrown.view(thread).or(() -> inspection.exception(thread)).or(() -> recorded(thread));
        });
    }

    /** Where the object is not to be had, what the survey tells. */
    private Optional<ExceptionView> recorded(int thread) {
        return host.thrownHere().filter(each -> each.thread() == thread)
                .map(each -> new ExceptionView(each.className(), each.message(), stack(each), each.caught(), 0));
    }

    private String stack(ThrownException thrown) {
        String head = thrown.className() + (thrown.message().isEmpty() ? "" : ": " + thrown.message());
        return inspection.frames(thrown.thread(), 0, 0).stream().map(FrameView::location)
                .map(at -> "\tat " + at.className() + "." + at.method() + (at.line() > 0 ? "(line " + at.line() + ")" : ""))
                .collect(Collectors.joining("\n", head + "\n", "\n"));
    }

    @Override
    public List<LockView> locks() {
        return host.standing(inspection::locks);
    }

    @Override
    public byte[] memory(long value, long offset, int count) {
        return host.standing(() -> inspection.memory(value, offset, count));
    }

    @Override
    public String sourceText(int source) {
        return inspection.sourceText(source);
    }

    @Override
    public List<SourceView> loadedSources() {
        return host.standing(inspection::loadedSources);
    }

    @Override
    public List<Integer> breakableLines(String source) {
        return host.standing(() -> inspection.breakableLines(source));
    }
}
