package dev.backstep.tests.travel;

import dev.backstep.replay.session.CodeLocation;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.SessionException;
import dev.backstep.replay.session.Stop;
import dev.backstep.replay.session.StopReason;
import dev.backstep.replay.session.Target;
import dev.backstep.replay.travel.ReplaySessions;
import dev.backstep.replay.travel.SessionOptions;
import dev.backstep.tests.support.Debuggees;
import dev.backstep.tests.support.Program;
import dev.backstep.tests.support.Scratch;
import dev.backstep.tests.support.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Do replays that count steps come to the end, and to the same places on other ways? {@code SteeredReplays [SEEKS] [NAME or RECORDING...]}: all debuggees,
 * or some. Prints a line for each, and ends with 1 if one fails.
 */
public final class SteeredReplays {
    private record Place(int thread, Optional<CodeLocation> location, long tick, long event) {
        static Place of(Stop stop) {
            return new Place(stop.thread(), stop.location(), stop.tick(), stop.event());
        }
    }

    private SteeredReplays() {
    }

    /** Goes to the end, and to places at random and to the end again. @return what it was like; an exception if it was wrong */
    public static String check(Path recording, int seeks, long seed) throws IOException {
        Random random = new Random(seed);
        Map<Long, Place> seen = new HashMap<>();
        try (ReplaySession session = ReplaySessions.open(recording, SessionOptions.usual())) {
            Stop end = session.motions().seek(new Target.End());
            if (end.reason() != StopReason.END) {
                throw new SessionException("stopped at " + end + " instead of the end");
            }
            long steps = end.position().step();
            for (int i = 0; i < seeks && steps > 0; i++) {
                Stop stop = session.motions().seek(new Target.At(new Position(random.nextLong(steps))));
                Place here = Place.of(stop);
                Place before = seen.putIfAbsent(stop.position().step(), here);
                if (before != null && !before.equals(here)) {
                    throw new SessionException("seed " + seed + ": " + stop.position() + " was " + before + " and is " + here);
                }
            }
            Place again = Place.of(session.motions().seek(new Target.End()));
            if (!again.equals(Place.of(end))) {
                throw new SessionException("seed " + seed + ": the end was " + Place.of(end) + " and is " + again);
            }
            return steps + " steps";
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int seeks = arguments.length == 0 ? 5 : Integer.parseInt(arguments[0]);
        List<String> wanted = List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
        int failures = 0;
        for (Program program : Debuggees.all()) {
            if (wanted.isEmpty() || wanted.contains(program.name())) {
                failures += one(program, seeks);
            }
        }
        System.exit(failures == 0 ? 0 : 1);
    }

    private static int one(Program program, int seeks) throws IOException, InterruptedException {
        long seed = System.nanoTime();
        long start = System.nanoTime();
        Scratch scratch = Scratch.of("steered-" + program.name());
        try {
            Sessions.record(program, scratch);
            long length = Files.size(scratch.recording());
            String result = check(scratch.recording(), seeks, seed);
            System.out.printf("%-26s ok, %s, %d bytes, %.1f s%n", program.name(), result, length, (System.nanoTime() - start) / 1e9);
            scratch.delete();
            return 0;
        } catch (IOException | RuntimeException | AssertionError e) {
            System.out.printf("%-26s FAILED: %s%n", program.name(), e);
            return 1;
        }
    }
}
