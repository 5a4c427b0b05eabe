package dev.backstep.replay.query;

import dev.backstep.replay.ReplayFolder;
import dev.backstep.replay.session.Cancellation;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.Queries.Hit;
import dev.backstep.replay.vm.Goal;
import dev.backstep.replay.vm.ReplayVm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the executions of a line, and what expressions were worth at each. One pass over the recording tells all of them, as
 * long as expressions are {@linkplain PathExpression ways through fields and elements}. For others a debugger stops a process
 * at each execution.
 */
final class HitsQuery {
    private static final int MOST_KEPT = 300_000;

    private final QueryHost host;
    private final QueryDebugger debugger;

    HitsQuery(QueryHost host, QueryDebugger debugger) {
        this.host = host;
        this.debugger = debugger;
    }

    /**
     * @param classNames classes whose code has the line, binary
     * @param most 0 for all
     */
    List<Hit> hits(int line, List<String> classNames, List<String> expressions, int first, int most) throws IOException {
        List<Optional<PathExpression>> paths = expressions.stream().map(PathExpression::parse).toList();
        List<PathExpression> simple = paths.stream().flatMap(Optional::stream).toList();
        Answer answer = ask(line, classNames, simple, first, most == 0 ? Long.MAX_VALUE : most);
        List<Hit> hits = new ArrayList<>();
        for (Answer.Hit hit : answer.hits()) {
            Cancellation.current().check();
            host.progress("evaluating at each execution of line " + line, (double) hits.size() / answer.hits().size());
            hits.add(new Hit(new Position(hit.step()), hit.thread(), values(hit, paths, expressions)));
        }
        host.progress("", 1);
        return hits;
    }

    /** Executions at which a condition may hold; of those that come after the first {@value #MOST_KEPT} nothing is known. */
    RecordingQueries.Executions mayHold(int line, List<String> classNames, QuickCondition condition) throws IOException {
        Answer answer = ask(line, classNames, condition.paths(), 0, MOST_KEPT);
        long[] steps = answer.hits().stream().filter(hit -> condition.mayHold(hit.values())).mapToLong(Answer.Hit::step).sorted().toArray();
        long until = answer.hits().size() < MOST_KEPT ? Long.MAX_VALUE : answer.hits().getLast().step();
        return new RecordingQueries.Executions(steps, until);
    }

    private List<String> values(Answer.Hit hit, List<Optional<PathExpression>> paths, List<String> expressions) throws IOException {
        String[] values = new String[expressions.size()];
        List<String> hard = new ArrayList<>();
        int told = 0;
        for (int i = 0; i < values.length; i++) {
            ValueText value = paths.get(i).isPresent() ? hit.values().get(told++) : null;
            if (value != null && (value.known() || !value.text().equals(UNKNOWN))) {
                values[i] = value.text();
            } else {
                hard.add(expressions.get(i));
            }
        }
        if (!hard.isEmpty()) {
            try (ReplayVm vm = host.processAt(hit.step())) {
                List<String> evaluated = debugger.evaluate(vm, hard);
                for (int i = 0, next = 0; i < values.length; i++) {
                    values[i] = values[i] == null ? evaluated.get(next++) : values[i];
                }
            }
        }
        return List.of(values);
    }

    /** As the runtime says that it does not know a variable or field; a debugger may. */
    private static final String UNKNOWN = "(not known here)";

    private Answer ask(int line, List<String> classNames, List<PathExpression> paths, int first, long most) throws IOException {
        Set<String> variables = new TreeSet<>();
        paths.forEach(path -> variables.addAll(path.variables()));
        List<String> roots = List.copyOf(variables);
        String question = "probe " + first + " " + most + "|" + String.join(";", paths.stream().map(path -> path.question(roots)).toList())
                + "|probe " + line + " " + String.join(",", classNames.stream().map(name -> name.replace('.', '/')).toList())
                + (roots.isEmpty() ? "" : " " + String.join(" ", roots));
        ReplayFolder folder = ReplayFolder.create();
        Path file = folder.path().resolve("answer");
        try (ReplayVm vm = host.beginning().ask(host.sites(), List.of("-Dbackstep.question=" + question, "-Dbackstep.answer=" + file))) {
            new PassRun(host, "looking for executions of line " + line).run(vm, Goal.end());
            return Answer.read(file, paths.size());
        } finally {
            folder.delete();
        }
    }
}
