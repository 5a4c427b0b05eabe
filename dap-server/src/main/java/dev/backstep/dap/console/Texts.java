package dev.backstep.dap.console;

import dev.backstep.dap.state.StopReport;
import dev.backstep.replay.session.Queries.ConsoleLine;
import dev.backstep.replay.session.Queries.Hit;
import dev.backstep.replay.session.Queries.ThrownException;
import dev.backstep.replay.session.Queries.Write;
import dev.backstep.replay.session.Stop;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Answers as lines of text; each begins with the position to go to. */
final class Texts {
    private Texts() { }

    static String stop(Stop stop) {
        return StopReport.description(stop) + stop.location().map(location -> " at " + location).orElse("");
    }

    static String write(Write write) {
        return write.position() + "  thread " + write.thread() + "  " + write.location() + "  " + write.value();
    }

    static String hit(Hit hit, List<String> expressions) {
        return hit.position() + "  thread " + hit.thread() + IntStream.range(0, Math.min(expressions.size(), hit.values().size()))
                .mapToObj(i -> "  " + expressions.get(i) + " = " + hit.values().get(i)).collect(Collectors.joining());
    }

    static String exception(ThrownException exception) {
        return exception.position() + "  exception " + exception.index() + "  " + exception.className() + ": " + exception.message() + " at "
                + exception.location() + (exception.caught() ? "" : ", uncaught");
    }

    static String console(ConsoleLine line) {
        return line.position() + "  console " + line.index() + "  " + line.text().stripTrailing();
    }

    /** @param most how many are shown. @param none what to say if there are none */
    static String lines(List<String> lines, int most, String none) {
        if (lines.isEmpty()) {
            return none;
        }
        return lines.stream().limit(most).collect(Collectors.joining("\n")) + (lines.size() > most ? "\n…" : "");
    }
}
