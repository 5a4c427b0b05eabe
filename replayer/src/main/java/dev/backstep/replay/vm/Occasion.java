package dev.backstep.replay.vm;

import dev.backstep.recording.ControlLayout;
import java.util.EnumSet;
import java.util.Set;

/** Something because of which a replay may be held at its next step, see {@link Occasions}. */
public enum Occasion {
    /** Recorded time has come to a point. */
    CLOCK(ControlLayout.OCCASION_CLOCK),
    TICKS(ControlLayout.OCCASION_TICKS),
    /** One of some natives came back. */
    NATIVE(ControlLayout.OCCASION_NATIVE),
    /** The field was written that the replay was started to watch. */
    WRITE(ControlLayout.OCCASION_WRITE),
    /** The program asked for a checkpoint. */
    ASKED(ControlLayout.OCCASION_ASKED),
    /** Somebody asked for a checkpoint while the program was recorded. */
    COMMAND(ControlLayout.OCCASION_COMMAND);

    private final int bit;

    Occasion(int bit) {
        this.bit = bit;
    }

    static int bits(Set<Occasion> occasions) {
        return occasions.stream().mapToInt(occasion -> occasion.bit).sum();
    }

    static Set<Occasion> of(int bits) {
        EnumSet<Occasion> result = EnumSet.noneOf(Occasion.class);
        for (Occasion occasion : values()) {
            if ((bits & occasion.bit) != 0) {
                result.add(occasion);
            }
        }
        return result;
    }
}
