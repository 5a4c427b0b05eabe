package dev.backstep.replay.query;

import dev.backstep.replay.session.Cancellation;
import dev.backstep.replay.session.CodeLocation;
import dev.backstep.replay.session.Overview;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.Queries;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.session.Target;
import dev.backstep.replay.session.TimelineSlice;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Queries of a session. The survey is made once, when it is asked for first or in the background before; everything that it
 * knows is answered from memory. Safe for use by several threads.
 */
public abstract class RecordingQueries implements Queries {
    private static final long LOOK_MILLIS = 50;

    private final QueryHost host;
    private final QueryDebugger debugger;
    private final SurveyCache cache;
    private CompletableFuture<Survey> survey;   // protected by this; null until it is wanted

    protected RecordingQueries(QueryHost host, QueryDebugger debugger, SurveyCache cache) {
        this.host = host;
        this.debugger = debugger;
        this.cache = cache;
    }

    /** Makes the survey, on a thread of its own, if it is not there. */
    public final synchronized CompletableFuture<Survey> prepare() {
        if (survey == null || survey.isCompletedExceptionally()) {
            CompletableFuture<Survey> made = new CompletableFuture<>();
            survey = made;
            Thread.ofPlatform().daemon().name("backstep-survey").start(() -> {
                host.progress("looking through the recording", 0);
                try {
                    made.complete(new SurveyMaker(host, cache).make());
                } catch (IOException | RuntimeException | Error e) {
                    made.completeExceptionally(e);
                } finally {
                    host.progress("", 1);
                }
            });
        }
        return survey;
    }

    private Survey survey() {
        try {
            return await(prepare());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SessionException problem) {
                throw problem;
            }
            throw new SessionException("The recording cannot be looked through: " + e.getCause().getMessage(), e.getCause());
        }
    }

    /** It is made to its end, even if nobody waits any more: others will ask. */
    private static Survey await(CompletableFuture<Survey> made) throws ExecutionException {
        for (;;) {
            try {
                return made.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                Cancellation.current().check();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SessionException("interrupted", e);
            }
        }
    }

    /** Number of the last step; 0 if it is not known yet. */
    public final synchronized long lastStep() {
        return survey == null || !survey.isDone() || survey.isCompletedExceptionally() ? 0 : survey.join().overview().end().step();
    }

    /** @see Survey#locate */
    public final Optional<Position> locate(Target target) {
        return survey().locate(target);
    }

    @Override
    public final Overview overview() {
        return survey().overview();
    }

    @Override
    public final List<ConsoleLine> console(int first, int most) {
        return survey().console(first, most);
    }

    @Override
    public final List<ThrownException> exceptions(int first, int most) {
        return survey().exceptions(first, most);
    }

    @Override
    public final Map<Integer, Long> lineCounts(String source) {
        return survey().lineCounts(source);
    }

    @Override
    public final TimelineSlice timeline(Position from, Position to, int most) {
        return survey().timeline(from, to, most);
    }

    @Override
    public final List<Write> history(long container, String name, int most) {
        VariableKey variable = debugger.variable(container, name);
        long now = host.stop().position().step();
        return asking("looking for writes to " + name, () -> new WritesQuery(host, debugger).writes(variable, name, now, most));
    }

    /**
     * Exceptions that were thrown, of these classes or their subclasses.
     *
     * @param classNames with or without package; empty for all
     */
    protected final List<ThrownException> thrown(List<String> classNames, boolean caught, boolean uncaught) {
        Survey present = survey();
        return present.exceptions(0, 0).stream().filter(e -> e.caught() ? caught : uncaught)
                .filter(e -> classNames.isEmpty() || classNames.stream().anyMatch(name -> present.isCalled(e.className(), name))).toList();
    }

    /** A read or write of a field. */
    protected record FieldAccess(long step, int thread, CodeLocation line, boolean isWrite) { }

    /** All reads and writes of a field by code of the application, in order. */
    protected final List<FieldAccess> accesses(String className, String field, boolean reads, boolean writes) {
        List<String> owners = survey().withSubclasses(className);
        return asking("looking for uses of " + field, () -> new AccessQuery(host).accesses(owners, field, reads, writes).stream()
                .map(access -> new FieldAccess(access.step(), access.thread(), host.sites().location(access.site() - 1), access.isWrite())).toList());
    }

    /** The first step at or after a time. @param nanos since the start of the recording */
    public final long stepAt(long nanos) {
        return survey().stepAfter(nanos);
    }

    @Override
    public final List<Hit> hits(CodeLocation line, List<String> expressions, int first, int most) {
        List<String> classes = survey().classesWithLine(line);
        if (classes.isEmpty()) {
            throw new SessionException("No code of line " + line.line() + " of " + line.className() + " was loaded in this recording.");
        }
        return asking("looking for executions of line " + line.line(),
                () -> new HitsQuery(host, debugger).hits(line.line(), classes, expressions, first, most));
    }

    /** Executions of a line, ascending. @param until that is known of */
    protected record Executions(long[] steps, long until) { }

    /** Executions of a line at which a condition may hold. @return empty if only a debugger can tell */
    protected final Optional<Executions> executions(CodeLocation line, String condition) {
        Optional<QuickCondition> quick = QuickCondition.parse(condition);
        List<String> classes = quick.isEmpty() ? List.of() : survey().classesWithLine(line);
        return classes.isEmpty() ? Optional.empty()
                : Optional.of(asking("looking for executions of line " + line.line(),
                        () -> new HitsQuery(host, debugger).mayHold(line.line(), classes, quick.get())));
    }

    private <T> T asking(String task, Callable<T> question) {
        host.progress(task, 0);
        try {
            return question.call();
        } catch (IOException e) {
            throw new SessionException("A replay to answer this failed: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            host.progress("", 1);
        }
    }
}
