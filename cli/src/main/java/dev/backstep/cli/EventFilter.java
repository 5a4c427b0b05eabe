package dev.backstep.cli;

import dev.backstep.recording.Event;
import dev.backstep.recording.EventCodes;
import dev.backstep.recording.EventKind;
import dev.backstep.recording.EventPosition;
import dev.backstep.recording.EventText;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of {@code events} that choose among them. All of them must hold. */
final class EventFilter {
    @Option(names = "--kind", paramLabel = "KIND", split = ",", converter = KindConverter.class,
            description = "Only events of these kinds, such as RETURN,WAKE; see docs/recording-format.md.")
    private Set<EventKind> kinds = EnumSet.noneOf(EventKind.class);

    @Option(names = "--thread", paramLabel = "THREAD", split = ",", converter = ThreadConverter.class,
            description = "Only events of these threads: 0 or t0 for main, 'end' for the one that ends the VM.")
    private List<Integer> threads = List.of();

    @Option(names = "--from", paramLabel = "INDEX", description = "Only events from this index on.")
    private long fromIndex;

    @Option(names = "--to", paramLabel = "INDEX", description = "Only events up to this index, itself included.")
    private long toIndex = Long.MAX_VALUE;

    @Option(names = "--from-tick", paramLabel = "TICK", description = "Only events from this tick on.")
    private long fromTick;

    @Option(names = "--to-tick", paramLabel = "TICK", description = "Only events up to this tick, itself included.")
    private long toTick = Long.MAX_VALUE;

    @Option(names = "--grep", paramLabel = "REGEX", converter = RegexConverter.class,
            description = "Only events whose line of text has a match of this regular expression.")
    private Pattern grep;

    @Option(names = "--limit", paramLabel = "N", description = "Stop after this many.")
    private long limit = Long.MAX_VALUE;

    long limit() {
        return limit;
    }

    /** Whether no event from this position on can be wanted: both numbers only grow. */
    boolean isPast(EventPosition position) {
        return position.index() > toIndex || position.tick() > toTick;
    }

    boolean accepts(Event event, EventText text) {
        EventPosition position = event.position();
        return position.index() >= fromIndex
                && position.tick() >= fromTick
                && (kinds.isEmpty() || kinds.contains(event.kind()))
                && (threads.isEmpty() || threads.contains(position.thread()))
                && (grep == null || grep.matcher(text.line(event)).find());
    }

    static final class KindConverter implements ITypeConverter<EventKind> {
        @Override
        public EventKind convert(String name) {
            for (EventKind kind : EventKind.values()) {
                if (kind.name().equalsIgnoreCase(name.strip().replace('-', '_'))) {
                    return kind;
                }
            }
            throw new TypeConversionException("no event kind '" + name + "', there are "
                    + String.join(", ", List.of(EventKind.values()).stream().map(Enum::name).toList()));
        }
    }

    static final class ThreadConverter implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String name) {
            if (name.equals("end")) {
                return EventCodes.DESTROY_THREAD;
            }
            try {
                return Integer.valueOf(name.startsWith("t") ? name.substring(1) : name);
            } catch (NumberFormatException _) {
                throw new TypeConversionException("no thread '" + name + "'");
            }
        }
    }

    static final class RegexConverter implements ITypeConverter<Pattern> {
        @Override
        public Pattern convert(String regex) {
            try {
                return Pattern.compile(regex);
            } catch (PatternSyntaxException e) {
                throw new TypeConversionException("not a regular expression: " + e.getDescription());
            }
        }
    }
}
