package dev.backstep.replay.query;

import dev.backstep.replay.ReplayFolder;
import dev.backstep.replay.query.VariableKey.Method;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.Queries.Write;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.vm.Goal;
import dev.backstep.replay.vm.ReplayVm;
import dev.backstep.replay.vm.SiteTable.SteppedMethod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the writes to a variable up to a position: a process replays up to there, and the runtime remembers them. Which object
 * is meant is known at the end only, when a debugger shows it. Where there were more writes than are remembered, earlier ones
 * are looked for in another pass.
 */
final class WritesQuery {
    private static final int MOST_PASSES = 6;

    private final QueryHost host;
    private final QueryDebugger debugger;

    WritesQuery(QueryHost host, QueryDebugger debugger) {
        this.host = host;
        this.debugger = debugger;
    }

    /** @param name for people. @param most 0 for all. @return the last one first */
    List<Write> writes(VariableKey variable, String name, long now, int most) throws IOException {
        List<Write> found = new ArrayList<>();
        long until = now;
        for (int pass = 0; pass < MOST_PASSES && until > 0 && (most == 0 || found.size() < most); pass++) {
            Answer answer = ask(variable, name, now, until);
            List<Answer.Write> writes = ofLastFrame(answer.writes());
            if (pass == 0 && answer.unseen().isPresent()) {
                throw unseen(answer.unseen().get(), writes);
            }
            for (int i = writes.size() - 1; i >= 0 && (most == 0 || found.size() < most); i--) {
                found.add(write(writes.get(i)));
            }
            until = answer.firstKept();
        }
        return found;
    }

    private SessionException unseen(ValueText value, List<Answer.Write> writes) {
        String before = writes.isEmpty() ? "" : "; the last write by code of the application was at t=" + writes.getLast().step() + ", "
                + host.sites().location(writes.getLast().site() - 1);
        return new SessionException("The value " + value.text() + " was written by code of the class library, which is not seen" + before + ".");
    }

    private Write write(Answer.Write write) {
        return new Write(new Position(write.step()), write.thread(), host.sites().location(write.site() - 1),
                write.value().orElseThrow().text());
    }

    /** A local began when its frame did. */
    private static List<Answer.Write> ofLastFrame(List<Answer.Write> writes) {
        int from = 0;
        for (int i = 0; i < writes.size(); i++) {
            from = writes.get(i).value().isEmpty() ? i + 1 : from;
        }
        return writes.subList(from, writes.size());
    }

    private Answer ask(VariableKey variable, String name, long now, long until) throws IOException {
        ReplayFolder folder = ReplayFolder.create();
        Path file = folder.path().resolve("answer");
        try (ReplayVm vm = host.beginning().ask(host.sites(), List.of("-Dbackstep.question=" + question(variable, until), "-Dbackstep.answer=" + file))) {
            new PassRun(host, "looking for writes to " + name).run(vm, Goal.step(now));
            switch (variable) {
                case VariableKey.InstanceField field -> debugger.show(vm, field.owner());
                case VariableKey.Element element -> debugger.show(vm, element.owner());
                case VariableKey.StaticField field -> debugger.show(vm, field);
                case VariableKey.Local _ -> { }     // told when it came here
            }
            return Answer.read(file, 0);
        } finally {
            folder.delete();
        }
    }

    /** See the runtime's {@code BackstepQuestion}, and {@code WriteHooks} of the instrumenter. */
    private String question(VariableKey variable, long until) {
        return switch (variable) {
            case VariableKey.StaticField f -> "writes " + until + " 2 -1 -1 -1|" + field(f.name(), f.descriptor(), f.owners());
            case VariableKey.InstanceField f -> "writes " + until + " 1 -1 -1 -1|" + field(f.name(), f.descriptor(), f.owners());
            case VariableKey.Element e -> "writes " + until + " 1 " + e.index() + " -1 -1|element " + e.arrayType();
            case VariableKey.Local local -> {
                Method method = local.stack().getLast();
                yield "writes " + until + " 0 -1 " + local.thread() + " " + depth(local.stack()) + "|local "
                        + internal(method.className()) + " " + method.name() + " " + method.descriptor() + " " + local.name() + " "
                        + local.line();
            }
        };
    }

    private static String field(String name, String descriptor, List<String> owners) {
        return "field " + name + " " + descriptor + " " + String.join(",", owners.stream().map(WritesQuery::internal).toList());
    }

    private static String internal(String binaryName) {
        return binaryName.replace('.', '/');
    }

    /** The runtime counts frames of code that steps. */
    private int depth(List<Method> stack) {
        if (!steps(stack.getLast())) {
            throw new SessionException("The writes to this variable cannot be found: its method is not code of the application,"
                    + " or has no lines.");
        }
        return (int) stack.stream().filter(this::steps).count();
    }

    private boolean steps(Method method) {
        return host.sites().classes().stream().filter(type -> type.name().equals(method.className()))
                .flatMap(type -> type.methods().stream()).anyMatch(stepped -> isSame(stepped, method));
    }

    private static boolean isSame(SteppedMethod stepped, Method method) {
        return stepped.name().equals(method.name()) && stepped.descriptor().equals(method.descriptor());
    }
}
