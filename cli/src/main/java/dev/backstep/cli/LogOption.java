package dev.backstep.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a command logs, to standard error: {@code --log=dap:debug}. */
final class LogOption {
    @Option(names = "--log", paramLabel = "LAYER:LEVEL", split = ",",
            description = "Log to standard error: dap:debug, dap:trace (all messages). Usually warnings only.")
    private List<String> wanted = List.of();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Held, because loggers that nobody holds lose their levels. */
    private final List<Logger> loggers = new ArrayList<>();

    /** Sets the levels. To be called before anything is logged. */
    void apply() {
        Logger all = logger("");
        all.setUseParentHandlers(false);
        all.setLevel(Level.WARNING);
        ConsoleHandler handler = new ConsoleHandler();
        handler.setLevel(Level.ALL);
        handler.setFormatter(new Line());
        all.addHandler(handler);
        for (String each : wanted) {
            String[] parts = each.split(":", 2);
            if (parts.length != 2 || !parts[0].matches("[a-z]+")) {
                throw wrong(each);
            }
            logger("." + parts[0]).setLevel(level(each, parts[1]));
        }
    }

    private Logger logger(String layer) {
        Logger logger = Logger.getLogger("dev.backstep" + layer);
        loggers.add(logger);
        return logger;
    }

    private Level level(String whole, String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "trace" -> Level.FINER;
            case "debug" -> Level.FINE;
            case "info" -> Level.INFO;
            case "warning" -> Level.WARNING;
            default -> throw wrong(whole);
        };
    }

    private ParameterException wrong(String given) {
        return new ParameterException(spec.commandLine(), "--log=" + given + " is not LAYER:LEVEL, such as dap:debug; levels are trace, debug, "
                + "info and warning");
    }

    /** One line; a stack trace below it only where one was logged. */
    private static final class Line extends Formatter {
        @Override
        public String format(LogRecord entry) {
            StringBuilder line = new StringBuilder("backstep: ").append(formatMessage(entry)).append('\n');
            if (entry.getThrown() != null) {
                java.io.StringWriter trace = new java.io.StringWriter();
                entry.getThrown().printStackTrace(new java.io.PrintWriter(trace));
                line.append(trace);
            }
            return line.toString();
        }
    }
}
