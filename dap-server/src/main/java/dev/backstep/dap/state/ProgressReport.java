package dev.backstep.dap.state;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.lsp4j.debug.ProgressEndEventArguments;
import org.eclipse.lsp4j.debug.ProgressStartEventArguments;
import org.eclipse.lsp4j.debug.ProgressUpdateEventArguments;

/** Shows one long task at a time, to clients that can. Updates that change nothing visible are left out, and it does not go back. */
public final class ProgressReport {
    private static final String PREFIX = "backstep-progress-";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Events events;
    private String id;
    private String title = "";
    private double percent;

    public ProgressReport(Events events) {
        this.events = events;
    }

    /** @param task for people; empty when there is nothing to show any more. @param fraction 0 to 1, less than 0 if not known */
    public synchronized void show(ClientFeatures client, String task, double fraction) {
        if (!client.progress()) {
            return;
        }
        if (!task.equals(title)) {
            end();
        }
        if (task.isEmpty() || fraction >= 1) {
            end();
            return;
        }
        double now = Math.round(fraction * 100_000) / 1_000.0;      // of a motion over a billion steps, a percent is long
        if (id == null) {
            begin(task, now);
            percent = now;
        } else if (now > percent) {
            update(now);
            percent = now;
        }
    }

    /** Whether a client that cancels means the task that is shown. */
    public synchronized boolean isShown(String progressId) {
        return progressId.equals(id);
    }

    private void begin(String task, double now) {
        id = PREFIX + COUNT.incrementAndGet();
        title = task;
        ProgressStartEventArguments arguments = new ProgressStartEventArguments();
        arguments.setProgressId(id);
        arguments.setTitle(task);
        arguments.setCancellable(true);
        percentage(now).ifPresent(arguments::setPercentage);
        events.send(client -> client.progressStart(arguments));
    }

    private void update(double now) {
        ProgressUpdateEventArguments arguments = new ProgressUpdateEventArguments();
        arguments.setProgressId(id);
        percentage(now).ifPresent(arguments::setPercentage);
        events.send(client -> client.progressUpdate(arguments));
    }

    private void end() {
        if (id != null) {
            ProgressEndEventArguments arguments = new ProgressEndEventArguments();
            arguments.setProgressId(id);
            events.send(client -> client.progressEnd(arguments));
            id = null;
            title = "";
        }
    }

    private static Optional<Double> percentage(double now) {
        return now < 0 ? Optional.empty() : Optional.of(now);
    }
}
