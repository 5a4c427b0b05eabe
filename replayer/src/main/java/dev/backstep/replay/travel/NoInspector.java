package dev.backstep.replay.travel;

import dev.backstep.replay.session.ExceptionView;
import dev.backstep.replay.session.FrameView;
import dev.backstep.replay.session.LockView;
import dev.backstep.replay.session.ScopeView;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.session.SourceView;
import dev.backstep.replay.session.ThreadView;
import dev.backstep.replay.session.ValueFormat;
import dev.backstep.replay.session.VariableView;
import java.util.List;
import java.util.Optional;

/** Until inspection is there: says that it is not. */
final class NoInspector implements Inspector {
    private static SessionException missing() {
        return new SessionException("values cannot be inspected in this version of Backstep");
    }

    @Override
    public boolean test(String condition, int thread) {
        throw missing();
    }

    @Override
    public String interpolate(String text, int thread) {
        throw missing();
    }

    @Override
    public void leave() { }

    @Override
    public void close() { }

    @Override
    public List<ThreadView> threads() {
        throw missing();
    }

    @Override
    public List<FrameView> frames(int thread, int first, int most) {
        throw missing();
    }

    @Override
    public int frameCount(int thread) {
        throw missing();
    }

    @Override
    public List<ScopeView> scopes(long frame) {
        throw missing();
    }

    @Override
    public List<VariableView> parts(long container, Parts which, int first, int most, ValueFormat format) {
        throw missing();
    }

    @Override
    public VariableView evaluate(String expression, long frame, ValueFormat format) {
        throw missing();
    }

    @Override
    public VariableView assign(long container, String name, String expression, ValueFormat format) {
        throw missing();
    }

    @Override
    public List<Completion> completions(String text, int column, long frame) {
        throw missing();
    }

    @Override
    public Optional<ExceptionView> exception(int thread) {
        throw missing();
    }

    @Override
    public List<LockView> locks() {
        throw missing();
    }

    @Override
    public byte[] memory(long value, long offset, int count) {
        throw missing();
    }

    @Override
    public String sourceText(int source) {
        throw missing();
    }

    @Override
    public List<SourceView> loadedSources() {
        throw missing();
    }

    @Override
    public List<Integer> breakableLines(String source) {
        throw missing();
    }
}
