package dev.backstep.web.served;

import dev.backstep.replay.session.Breakpoint;
import dev.backstep.replay.session.Direction;
import dev.backstep.replay.session.SessionListener;
import dev.backstep.replay.session.Stop;
import dev.backstep.web.json.Fields;
import dev.backstep.web.json.JacksonJr;
import dev.backstep.web.json.StopJson;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Those who look on at one session, each a way to send a text. Whatever happens in the session is told to all. */
public final class Viewers implements SessionListener {
    private final int most;
    private final WebBreakpoints breakpoints;
    private final Map<Object, Consumer<String>> viewers = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();
    private volatile boolean hadSome;

    Viewers(int most, WebBreakpoints breakpoints) {
        this.most = most;
        this.breakpoints = breakpoints;
    }

    /**
     * @param key to remove it by
     * @throws TooManyException if there are as many as are allowed
     */
    public void add(Object key, Consumer<String> viewer) {
        if (number.incrementAndGet() > most) {
            number.decrementAndGet();
            throw new TooManyException("this session has " + most + " viewers already; close one of them");
        }
        viewers.put(key, viewer);
        hadSome = true;
        tellNumber();
    }

    public void remove(Object key) {
        if (viewers.remove(key) != null) {
            number.decrementAndGet();
            tellNumber();
        }
    }

    boolean hadSome() {
        return hadSome;
    }

    public int number() {
        return number.get();
    }

    private void tellNumber() {
        tell(Fields.of("type", "viewers").and("number", number()));
    }

    /** Sends to all. Who cannot be reached is about to be removed. */
    public void tell(Fields message) {
        String text = JacksonJr.text(message.map());
        viewers.values().forEach(viewer -> viewer.accept(text));
    }

    @Override
    public void moving(Direction direction) {
        tell(Fields.of("type", "moving").and("direction", direction.name()));
    }

    @Override
    public void stopped(Stop stop) {
        tell(Fields.of("type", "stopped").and("stop", StopJson.of(stop)));
    }

    @Override
    public void progress(String task, double fraction) {
        tell(Fields.of("type", "progress").and("task", task).and("fraction", fraction));
    }

    @Override
    public void message(String text) {
        tell(Fields.of("type", "message").and("text", text));
    }

    @Override
    public void breakpointsSet() {
        tell(Fields.of("type", "breakpoints"));
    }

    @Override
    public void breakpointChanged(Breakpoint.Status status) {
        breakpoints.changed(status);
        tell(Fields.of("type", "breakpoints"));
    }

    @Override
    public void checkpointsChanged() {
        tell(Fields.of("type", "checkpoints"));
    }

    @Override
    public void ended(String reason) {
        tell(Fields.of("type", "ended").and("reason", reason));
    }
}
