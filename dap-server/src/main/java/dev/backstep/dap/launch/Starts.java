package dev.backstep.dap.launch;

import com.google.gson.JsonObject;
import dev.backstep.dap.wire.Trouble;
import dev.backstep.replay.session.Position;
import java.nio.file.Path;
import java.util.Optional;

/** Understands the arguments of {@code launch} and {@code attach}. */
public final class Starts {
    private Starts() { }

    public static Start ofLaunch(JsonObject json) {
        Arguments arguments = new Arguments(json);
        Start.View view = new Start.View(where(arguments), arguments.list("sourcePaths").stream().map(path -> Path.of(path).toAbsolutePath()).toList());
        Optional<String> recording = arguments.text("recording");
        if (recording.isPresent()) {
            return new Start.Open(Path.of(recording.get()).toAbsolutePath(), view);
        }
        return new Start.Run(Program.of(arguments), console(arguments), !arguments.flag("noDebug"), view);
    }

    public static Start ofAttach(JsonObject json) {
        Arguments arguments = new Arguments(json);
        Optional<Integer> port = arguments.number("port");
        if (port.isPresent()) {
            return new Start.Remote(arguments.text("host").or(() -> arguments.text("hostName")).orElse("127.0.0.1"), port.get(),
                    arguments.text("token").orElse(""));
        }
        return new Start.Join(arguments.text("token").orElse(""));
    }

    private static Start.Where where(Arguments arguments) {
        if (arguments.flag("stopOnEntry")) {
            return new Start.Where.Begin();
        }
        String text = arguments.text("startAt").orElse("failure");
        return switch (text) {
            case "failure" -> new Start.Where.Failure();
            case "end" -> new Start.Where.End();
            case "start" -> new Start.Where.Begin();
            default -> {
                try {
                    yield new Start.Where.At(Position.parse(text));
                } catch (IllegalArgumentException e) {
                    throw Arguments.wrong("startAt", "failure, end, start or a position like t=48213");
                }
            }
        };
    }

    private static Start.Console console(Arguments arguments) {
        String text = arguments.text("console").orElse("internalConsole");
        return switch (text) {
            case "internalConsole" -> Start.Console.INTERNAL;
            case "integratedTerminal" -> Start.Console.INTEGRATED;
            case "externalTerminal" -> Start.Console.EXTERNAL;
            default -> throw Trouble.WRONG_ARGUMENTS.exception(
                    "The attribute 'console' must be internalConsole, integratedTerminal or externalTerminal.");
        };
    }
}
