package dev.backstep.dap.console;

import dev.backstep.dap.console.Command.Input;
import dev.backstep.dap.state.Conversation;
import dev.backstep.dap.state.Ids.FrameId;
import dev.backstep.dap.wire.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Runs what is typed with a colon. */
public final class Console {
    private final List<Command> commands = new ArrayList<>();

    public Console(Conversation conversation) {
        commands.addAll(new MotionCommands(conversation).commands());
        commands.addAll(new QuestionCommands(conversation).commands());
        commands.addAll(new PlaceCommands(conversation).commands());
        commands.add(Command.of("help", "", "this list", input -> CompletableFuture.completedFuture(help())));
    }

    /** Whether a text is for us: no Java expression begins with a colon. */
    public static boolean isCommand(String text) {
        return text.startsWith(":");
    }

    /** What may be typed, with the colon. */
    public List<String> names() {
        return commands.stream().flatMap(command -> command.names().stream()).map(name -> ":" + name).toList();
    }

    /** @param text with the colon. @param frame the one that the user looks at */
    public CompletableFuture<String> run(String text, FrameId frame) {
        String[] parts = text.substring(1).strip().split("\\s+", 2);
        Command command = find(parts[0]).orElseThrow(() -> Trouble.UNKNOWN_COMMAND.exception(parts[0]));
        return command.action().run(new Input(parts.length == 1 ? "" : parts[1].strip(), frame));
    }

    private Optional<Command> find(String name) {
        return commands.stream().filter(command -> command.names().contains(name)).findFirst();
    }

    private String help() {
        return commands.stream().map(command -> {
            String typed = command.names().stream().map(name -> ":" + name).collect(Collectors.joining(", "))
                    + (command.arguments().isEmpty() ? "" : " " + command.arguments());
            return String.format("%-32s %s", typed, command.help());
        }).collect(Collectors.joining("\n"));
    }
}
