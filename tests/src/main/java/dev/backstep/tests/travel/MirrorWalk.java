package dev.backstep.tests.travel;

import dev.backstep.replay.session.Direction;
import dev.backstep.replay.session.Position;
import dev.backstep.replay.session.ReplaySession;
import dev.backstep.replay.session.StepKind;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Walks through a recording: forward by lines and back the same way, or at random with seeks in between. Whatever is seen twice must
 * look the same: position, stack and variables.
 *
 * <p>{@code MirrorWalk STEPS SECONDS WALKS [NAME...]} does so with all debuggees and samples, or with some; of each it looks at stack and
 * variables for so many seconds, and at the positions of all steps.
 */
public final class MirrorWalk {
    private final ReplaySession session;

    private MirrorWalk(ReplaySession session) {
        this.session = session;
    }

    /**
     * Steps forward into everything, in the thread where the session stands, and back.
     *
     * @param seconds after which only positions are compared
     * @return what was done
     */
    public static String mirror(ReplaySession session, int steps, int seconds) {
        return new MirrorWalk(session).mirror(steps, seconds);
    }

    private String mirror(int steps, int seconds) {
        int thread = session.stop().thread();
        long until = System.nanoTime() + seconds * 1_000_000_000L;
        List<Sight> forward = new ArrayList<>(List.of(Sight.all(session)));
        int looks = 1;
        while (forward.size() <= steps && session.stop().reason() != StopReason.END) {
            Stop stop = session.motions().step(StepKind.IN, Direction.FORWARD, thread);
            boolean look = System.nanoTime() < until;
            looks += look ? 1 : 0;
            forward.add(look ? Sight.all(session) : Sight.place(stop));
        }
        if (session.stop().thread() != thread) {        // it has ended: there is no way back for it from the end
            forward.removeLast();
            session.motions().seek(new Target.At(forward.getLast().position()));
        }
        for (int i = forward.size() - 1; i >= 0; i--) {
            Sight before = forward.get(i);
            Sight now = before.variables().isEmpty() ? Sight.place(session.stop()) : Sight.all(session);
            if (!before.equals(now)) {
                throw new AssertionError("step " + i + " looked so on the way there:\n" + before + "\nand so on the way back:\n" + now);
            }
            if (i > 0) {
                session.motions().step(StepKind.IN, Direction.BACKWARD, thread);
            }
        }
        return forward.size() - 1 + " steps there and back, " + looks + " looks";
    }

    /** Steps of all kinds and seeks, at random. @return what was done */
    public static String wander(ReplaySession session, int walks, long seed) {
        return new MirrorWalk(session).wander(walks, new Random(seed), seed);
    }

    private String wander(int walks, Random random, long seed) {
        long end = session.motions().seek(new Target.End()).position().step();
        Map<Position, Sight> places = new HashMap<>();
        Map<Position, Sight> looks = new HashMap<>();
        int again = 0;
        for (int i = 0; i < walks && end > 0; i++) {
            Stop stop = move(random, end);
            again += compare(places, Sight.place(stop), seed);
            if (random.nextInt(4) == 0) {
                compare(looks, Sight.all(session), seed);
            }
        }
        return walks + " motions, " + again + " times at a place again";
    }

    private static int compare(Map<Position, Sight> seen, Sight now, long seed) {
        Sight before = seen.putIfAbsent(now.position(), now);
        if (before != null && !before.equals(now)) {
            throw new AssertionError("seed " + seed + ": it looked so:\n" + before + "\nand so later:\n" + now);
        }
        return before == null ? 0 : 1;
    }

    private Stop move(Random random, long end) {
        StepKind kind = StepKind.values()[random.nextInt(StepKind.values().length)];
        Direction direction = random.nextBoolean() ? Direction.FORWARD : Direction.BACKWARD;
        return random.nextInt(3) == 0 ? session.motions().seek(new Target.At(new Position(random.nextLong(end))))
                : session.motions().step(kind, direction, session.stop().thread());
    }

    // ------------------------------------------------------------------------------------------------ all debuggees

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int steps = Integer.parseInt(arguments[0]);
        int seconds = Integer.parseInt(arguments[1]);
        int walks = Integer.parseInt(arguments[2]);
        List<String> wanted = List.of(arguments).subList(3, arguments.length);
        int failures = 0;
        for (Program program : programs()) {
            if (wanted.isEmpty() || wanted.contains(program.name())) {
                failures += one(program, steps, seconds, walks);
            }
        }
        System.out.println(failures + " failures");
        System.exit(failures == 0 ? 0 : 1);
    }

    private static List<Program> programs() throws IOException {
        List<Program> programs = new ArrayList<>(Debuggees.all());
        programs.removeIf(program -> program.name().equals("OutOfMemory"));     // a full heap is copied at each step
        programs.add(Program.sample("deadlock.Bank"));
        return programs;
    }

    private static int one(Program program, int steps, int seconds, int walks) throws IOException, InterruptedException {
        long seed = System.nanoTime();
        Scratch scratch = Scratch.of("mirror-" + program.name());
        try {
            Sessions.record(program, scratch);
            long start = System.nanoTime();
            try (ReplaySession session = ReplaySessions.open(scratch.recording(), SessionOptions.usual())) {
                String mirrored = mirror(session, steps, seconds);
                String wandered = wander(session, walks, seed);
                System.out.printf("%-26s ok, %s; %s; %.1f s%n", program.name(), mirrored, wandered, (System.nanoTime() - start) / 1e9);
            }
        } catch (IOException | RuntimeException | AssertionError e) {
            System.out.printf("%-26s FAILED, seed %d: %s%n", program.name(), seed, e);
            return 1;
        }
        scratch.delete();
        return 0;
    }
}
