package dev.backstep.tests.fuzz;

import dev.backstep.tests.support.Program;
import dev.backstep.tests.support.RecordAndReplay;
import dev.backstep.tests.support.Scratch;
import dev.backstep.tests.support.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.tools.ToolProvider;

/**
 * Records and replays random programs: {@code java ... dev.backstep.tests.fuzz.Fuzz FIRST_SEED COUNT}. The same seed gives
 * the same program and options of {@code record}, though not the same recording.
 */
public final class Fuzz {
    private Fuzz() { }

    public static void main(String[] args) throws IOException, InterruptedException {
        long first = Long.parseLong(args[0]);
        int failed = 0;
        for (long seed = first; seed < first + Integer.parseInt(args[1]); seed++) {
            try {
                check(seed);
                System.out.println("seed " + seed + " good");
            } catch (AssertionError e) {
                failed++;
                System.out.println("seed " + seed + " FAILED " + options(seed) + "\n" + e.getMessage());
            }
        }
        System.out.println(failed + " failed");
    }

    /** @throws AssertionError when a replay differs; source and recording stay */
    public static void check(long seed) throws IOException, InterruptedException {
        Scratch scratch = Scratch.of("fuzz-" + seed + "-program");
        compile(seed, scratch.work());
        Program program = Program.of("fuzz-" + seed, "-cp", scratch.work().toString(), RandomProgram.CLASS_NAME).withExitCode(Program.ANY_EXIT_CODE);
        RecordAndReplay.recordAndReplay(program, Settings.replayCount(), options(seed).toArray(String[]::new));
        scratch.delete();
    }

    private static void compile(long seed, Path folder) throws IOException {
        Path source = folder.resolve(RandomProgram.CLASS_NAME + ".java");
        Files.writeString(source, RandomProgram.source(seed));
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-nowarn", "-d", folder.toString(), source.toString());
        if (result != 0) {
            throw new IllegalStateException("the program of seed " + seed + " does not compile: " + source);
        }
    }

    private static List<String> options(long seed) {
        Random random = new Random(~seed);
        List<String> options = new ArrayList<>(List.of("--seed=" + random.nextInt(1_000_000)));
        if (random.nextInt(3) == 0) {
            options.add("--chaos");
        }
        if (random.nextInt(2) == 0) {
            options.add("--slice=" + (1 << random.nextInt(4, 16)));
        }
        if (random.nextInt(2) == 0) {
            options.add("--paranoid");
        }
        return options;
    }
}
