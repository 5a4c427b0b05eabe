package dev.backstep.dap.custom;

import dev.backstep.dap.wire.Trouble;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.Target;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where somebody wants to go, as a text: {@code t=48213}, {@code start}, {@code end}, {@code tick 1000}, {@code event 17},
 * {@code 2.5s} or {@code 300ms} since the start, {@code console 12}, {@code exception 0}, {@code checkpoint 3}.
 */
public final class Wanted {
    private static final Pattern NUMBERED = Pattern.compile("(tick|event|console|exception|checkpoint)\\s+(\\d{1,18})");
    private static final Pattern TIME = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*(s|ms)");

    private Wanted() { }

    public static Target target(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        Matcher numbered = NUMBERED.matcher(wanted);
        if (numbered.matches()) {
            return numbered(numbered.group(1), Long.parseLong(numbered.group(2)));
        }
        Matcher time = TIME.matcher(wanted);
        if (time.matches()) {
            return new Target.Time(new BigDecimal(time.group(1)).movePointRight(time.group(2).equals("s") ? 9 : 6).longValue());
        }
        return switch (wanted) {
            case "start" -> new Target.Start();
            case "end" -> new Target.End();
            default -> new Target.At(position(wanted));
        };
    }

    private static Target numbered(String what, long number) {
        return switch (what) {
            case "tick" -> new Target.Tick(number);
            case "event" -> new Target.Event(number);
            case "console" -> new Target.ConsoleLine(index(number));
            case "exception" -> new Target.Thrown(index(number));
            default -> new Target.AtCheckpoint(index(number));
        };
    }

    private static int index(long number) {
        if (number > Integer.MAX_VALUE) {
            throw Trouble.WRONG_ARGUMENTS.exception("There is no number " + number + ".");
        }
        return (int) number;
    }

    /** @param text {@code t=48213} */
    static Position position(String text) {
        try {
            return Position.parse(text.strip());
        } catch (IllegalArgumentException e) {
            throw Trouble.WRONG_ARGUMENTS.exception("'" + text + "' is no place to go to; write t=48213, start, end, tick 1000, event 17, "
                    + "2.5s, console 12, exception 0 or checkpoint 3.");
        }
    }
}
