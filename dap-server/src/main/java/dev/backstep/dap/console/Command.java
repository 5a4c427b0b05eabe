package dev.backstep.dap.console;

import dev.backstep.dap.state.Ids.FrameId;
import java.util.concurrent.CompletableFuture;

/**
 * What can be typed.
 *
 * @param names the usual one first; without the colon
 * @param arguments as the help shows them; empty if there are none
 * @param help what it does
 */
record Command(java.util.List<String> names, String arguments, String help, Action action) {
    /** Does it. The answer is what the user reads; it may have several lines. */
    interface Action {
        CompletableFuture<String> run(Input input);
    }

    /** @param rest what stands behind the command. @param frame the one that the user looks at */
    record Input(String rest, FrameId frame) { }

    static Command of(String names, String arguments, String help, Action action) {
        return new Command(java.util.List.of(names.split(" ")), arguments, help, action);
    }
}
