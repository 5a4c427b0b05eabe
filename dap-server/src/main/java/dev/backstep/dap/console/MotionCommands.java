package dev.backstep.dap.console;

import dev.backstep.dap.console.Command.Input;
import dev.backstep.dap.custom.Places;
import dev.backstep.dap.custom.Variables;
import dev.backstep.dap.custom.Wanted;
import dev.backstep.dap.state.Conversation;
import dev.backstep.dap.state.Mover.Motion;
import dev.backstep.dap.state.Steps;
import dev.backstep.replay.session.Direction;
import dev.backstep.replay.session.Queries.Write;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.StepKind;
import dev.backstep.replay.session.Stop;
import dev.backstep.replay.session.Target;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Goes somewhere, in the thread that the user looks at. */
final class MotionCommands {
    private final Conversation conversation;

    MotionCommands(Conversation conversation) {
        this.conversation = conversation;
    }

    List<Command> commands() {
        return List.of(
                Command.of("back over", "", "to the line before, over calls", step(StepKind.OVER, Direction.BACKWARD)),
                Command.of("in", "", "back into the call that ended last", step(StepKind.IN, Direction.BACKWARD)),
                Command.of("out", "", "back to where this method was called", step(StepKind.OUT, Direction.BACKWARD)),
                Command.of("rc", "", "back to the last breakpoint before now", travel(session -> session.motions().resume(Direction.BACKWARD))),
                Command.of("next", "", "to the next line, over calls", step(StepKind.OVER, Direction.FORWARD)),
                Command.of("step", "", "to the next line, into calls", step(StepKind.IN, Direction.FORWARD)),
                Command.of("finish", "", "to where this method returns", step(StepKind.OUT, Direction.FORWARD)),
                Command.of("c", "", "on to the next breakpoint", travel(session -> session.motions().resume(Direction.FORWARD))),
                Command.of("at", "t=48213", "to a position; also start, end, tick 1000, event 17, 2.5s, console 12, exception 0",
                        this::at),
                Command.of("start", "", "to the first line", travel(session -> session.motions().seek(new Target.Start()))),
                Command.of("end", "", "to the end of the recording", travel(session -> session.motions().seek(new Target.End()))),
                Command.of("run", "Foo.java:42", "on to where the line is reached next", run(Direction.FORWARD)),
                Command.of("runback", "Foo.java:42", "back to where the line was reached last", run(Direction.BACKWARD)),
                Command.of("who", "total", "to the statement that gave a variable its value", this::who),
                Command.of("undo", "", "out of a diversion (what if), back to the recording", travel(session -> session.motions().endDiversion())));
    }

    private Command.Action step(StepKind kind, Direction direction) {
        return input -> travel(session -> Steps.make(session, kind, direction,
                input.frame().thread() < 0 ? session.stop().thread() : input.frame().thread())).run(input);
    }

    private Command.Action run(Direction direction) {
        return input -> conversation.look(session -> Places.parse(conversation, session, input.rest())).thenCompose(line ->
                travel(session -> session.motions().runTo(line, direction)).run(input));
    }

    private CompletableFuture<String> at(Input input) {
        Target target = Wanted.target(input.rest());
        return travel(session -> session.motions().seek(target)).run(input);
    }

    private Command.Action travel(Motion motion) {
        return input -> conversation.mover().travel(motion).thenApply(Texts::stop);
    }

    private CompletableFuture<String> who(Input input) {
        return conversation.query(session -> Variables.find(session, input.rest(), input.frame()),
                (session, variable) -> variable.lastWrite(session)).thenCompose(found -> {
            if (found.isEmpty()) {
                return CompletableFuture.completedFuture("Nothing that could be seen has written " + input.rest() + " up to here.");
            }
            Write write = found.get();
            return conversation.mover().travel(session -> go(session, write))
                    .thenApply(stop -> input.rest() + " = " + write.value() + " was written here: " + Texts.stop(stop));
        });
    }

    private static Stop go(ReplaySession session, Write write) {
        return session.motions().seek(new Target.At(write.position()));
    }
}
