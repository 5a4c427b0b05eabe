package dev.backstep.cli;

import dev.backstep.checkpoint.Capabilities;
import dev.backstep.linux.Background;
import dev.backstep.linux.SyscallException;
import dev.backstep.replay.follow.CheckpointRules;
import dev.backstep.replay.follow.Follower;
import dev.backstep.replay.follow.Keep;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Takes the checkpoints of a recording that {@code record --checkpoint} is making. Started by it, see {@link FollowerProcess};
 * what it prints is for it:
 *
 * <pre>
 * at EVENTS COUNT         how many events are replayed, how many checkpoints taken
 * done COUNT
 * failed TEXT             why no more are taken
 * impossible TEXT         why none can be taken on this machine
 * </pre>
 */
@Command(name = "follow", hidden = true, description = "Take the checkpoints of a recording that is being made.")
final class FollowCommand implements Callable<Integer> {
    private static final int NICE = 5;
    private static final int REPORT_MILLIS = 200;

    @Parameters(index = "0")
    private Path recording;

    @Parameters(index = "1")
    private long pid;

    @Parameters(index = "2")
    private String rules;

    @Parameters(index = "3", arity = "0..1")
    private String keepLast;

    @Override
    public Integer call() {
        Background.enter(NICE);
        try (Follower follower = new Follower(recording, pid, Optional.ofNullable(keepLast).map(Keep::parse))) {
            Thread.ofPlatform().daemon().name("backstep progress").start(() -> report(follower));
            say("done " + follower.follow(CheckpointRules.parse(List.of(rules))));
            return ExitCodes.GOOD;
        } catch (SyscallException e) {
            // It fails of a process that somebody kills, too.
            say(Capabilities.probe().canRestore() ? "failed " + e.getMessage() : "impossible " + Errors.message(e));
            return ExitCodes.INTERNAL;
        } catch (Exception e) {
            say("failed " + Errors.message(e));
            return ExitCodes.of(e);
        }
    }

    private static void report(Follower follower) {
        try {
            while (true) {
                Thread.sleep(REPORT_MILLIS);
                say("at " + follower.events() + " " + follower.taken());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether somebody listens does not matter: who started us may be gone. */
    private static synchronized void say(String line) {
        System.out.println(line.replace('\n', ' '));
        System.out.flush();
    }
}
